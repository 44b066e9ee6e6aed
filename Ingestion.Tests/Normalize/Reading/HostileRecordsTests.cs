using System.Text;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Reading;
using Xunit;

namespace Ingestion.Tests.Normalize.Reading;

/// <summary>Records that are made to exhaust a reader: each costs a bounded amount of memory, and the others land.</summary>
[Trait("Category", "Unit")]
public sealed class HostileRecordsTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";
    private const long Megabyte = 1024 * 1024;

    private static readonly byte[] Start = [.. "["u8, .. Encoding.UTF8.GetBytes(SampleRecords.FacebookPost), .. ","u8];
    private static readonly byte[] End = [.. ","u8, .. Encoding.UTF8.GetBytes(SampleRecords.FacebookPost), .. "]"u8];

    [Fact]
    public async Task TextOf500Megabytes_IsTooLargeInFlatMemory()
    {
        var piece = Encoding.ASCII.GetBytes(new string('x', (int)Megabyte));

        var (file, allocated) = await ReadAsync(
            (Start, 1), ("{\"post_id\":\"1\",\"content\":\""u8.ToArray(), 1), (piece, 500), ("\"}"u8.ToArray(), 1), (End, 1));

        var rejected = Assert.Single(file.Rejected);
        Assert.Equal((RejectionReasons.TooLarge, 500 * Megabyte + 28), (rejected.Reason, rejected.Place.ByteLength));
        Assert.Equal((2, 2), (file.Posts.Count, file.Posts[1].Place.Index));
        Assert.InRange(allocated, 0, 160 * Megabyte);
    }

    [Fact]
    public async Task DepthOfAMillion_IsTooDeepInFlatMemory()
    {
        var (file, allocated) = await ReadAsync(
            (Start, 1), ("{\"post_id\":\"1\",\"a\":"u8.ToArray(), 1), ("[{\"b\":"u8.ToArray(), 500_000), ("1"u8.ToArray(), 1),
            ("}]"u8.ToArray(), 500_000), ("}"u8.ToArray(), 1), (End, 1));

        var rejected = Assert.Single(file.Rejected);
        Assert.Equal((RejectionReasons.TooDeep, 4_000_000 + 21), (rejected.Reason, rejected.Place.ByteLength));
        Assert.Equal(RecordReader.MaxRawCut, rejected.RawCut.Length);
        Assert.Equal(2, file.Posts.Count);
        Assert.InRange(allocated, 0, 8 * Megabyte);
    }

    [Fact]
    public async Task TenMillionKeys_AreReadInFlatMemory()
    {
        var names = Enumerable.Range(0, 1000).Select(number => $"\"{number}\":1,");

        var (file, allocated) = await ReadAsync(
            (Start, 1), ("{"u8.ToArray(), 1), (Encoding.ASCII.GetBytes(string.Concat(names)), 10_000),
            (Encoding.UTF8.GetBytes(SampleRecords.FacebookPost[1..]), 1), (End, 1));

        var rejected = Assert.Single(file.Rejected);
        Assert.Equal(RejectionReasons.TooLarge, rejected.Reason);
        Assert.Equal(2, file.Posts.Count);
        Assert.InRange(allocated, 0, 160 * Megabyte);
    }

    [Fact]
    public async Task SevenMillionKeys_UnderTheSizeLimit_AreStillAPost()
    {
        var (file, _) = await ReadAsync(
            (Start, 1), ("{"u8.ToArray(), 1), ("\"aaa\":1,"u8.ToArray(), 7_000_000),
            (Encoding.UTF8.GetBytes(SampleRecords.FacebookPost[1..]), 1), (End, 1));

        Assert.Equal((3, 0), (file.Posts.Count, file.Rejected.Count));
        Assert.Equal(("aaa", 1L, 1L), (file.Tally.Unknown[0].Name, file.Tally.Unknown[0].Records, file.Tally.Unknown[0].FirstIndex));
    }

    [Fact]
    public async Task MillionsOfTags_AreCutToAThousand()
    {
        var tags = string.Join(',', Enumerable.Range(0, 200_000).Select(number => $"\"t{number}\""));

        var file = await Normalizing.ReadAsync(Dataset, SampleRecords.FacebookPost.Replace(
            "[\"UFC303\",\"ufc303\",\"#Boxing\"]", $"[{tags}]", StringComparison.Ordinal));

        Assert.Equal(1000, Assert.Single(file.Posts).Hashtags.Count);
    }

    private static async Task<(NormalizedFile File, long Allocated)> ReadAsync(params (byte[] Piece, long Times)[] parts)
    {
        using var raw = new GeneratedStream(parts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = await Normalizing.ReadAsync(Dataset, raw);
        return (file, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
