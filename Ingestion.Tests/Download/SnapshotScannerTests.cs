using System.Text;
using Ingestion.Core.Download;
using Ingestion.Tests.Providers.BrightData;
using Xunit;

namespace Ingestion.Tests.Download;

[Trait("Category", "Unit")]
public sealed class SnapshotScannerTests
{
    private static readonly RecordCounts AllKinds = new(Records: 8, Posts: 5, Media: 10, Errors: 1, Warnings: 1, Skipped: 1);

    [Fact]
    public void Counts_EveryKindOfRecord_AddUp() => Assert.Equal(AllKinds, Scan(Payload.Bytes("posts.json")).Counts);

    [Fact]
    public void Counts_FedInTwoPieces_AreTheSameAtEveryBoundary()
    {
        var payload = Payload.Bytes("posts.json");
        for (var cut = 0; cut <= payload.Length; cut++)
        {
            var scanner = New();
            scanner.Feed(payload.AsSpan(0, cut));
            var isWhole = cut == 0 || payload.AsSpan(cut).Trim(" \r\n"u8).IsEmpty;
            Assert.Equal(isWhole ? ScanStatus.Complete : ScanStatus.Incomplete, scanner.Status);
            scanner.Feed(payload.AsSpan(cut));

            Assert.Equal((AllKinds, ScanStatus.Complete), (scanner.Counts, scanner.Status));
        }
    }

    [Fact]
    public void Counts_FedByteByByte_AreTheSame()
    {
        var scanner = New();
        foreach (var value in Payload.Bytes("posts.json"))
        {
            scanner.Feed([value]);
        }

        Assert.Equal(AllKinds, scanner.Counts);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \r\n", 0)]
    [InlineData("[]", 0)]
    [InlineData("\uFEFF[ ]\n", 0)]
    [InlineData("{}", 1)]
    [InlineData("\uFEFF{\"a\":1}", 1)]
    [InlineData("{\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3}", 3)]
    [InlineData("[{\"a\":[{},[],\"\\u00e9\\n\",-0.5e+3,true,false,null]}]", 1)]
    public void Status_WholeSnapshot_IsComplete(string text, int records)
    {
        var scanner = Scan(text);

        Assert.Equal((ScanStatus.Complete, records), (scanner.Status, scanner.Counts.Records));
    }

    [Theory]
    [InlineData("<html>", 0)]
    [InlineData("null", 0)]
    [InlineData("\"text\"", 0)]
    [InlineData("[{}] x", 5)]
    [InlineData("[{}][", 4)]
    [InlineData("{}{}", 2)]
    [InlineData("{}\n[", 3)]
    [InlineData("[{\"a\":1]", 7)]
    [InlineData("[{\"a\":1,}]", 8)]
    [InlineData("[{},]", 4)]
    [InlineData("[{\"a\" 1}]", 6)]
    [InlineData("[{a:1}]", 2)]
    [InlineData("[{\"a\":01}]", 7)]
    [InlineData("[{\"a\":1.}]", 8)]
    [InlineData("[{\"a\":nul}]", 9)]
    [InlineData("[{\"a\":\"\n\"}]", 7)]
    [InlineData("[{\"a\":\"\\x\"}]", 8)]
    [InlineData("[{\"a\":\"\\u00g0\"}]", 11)]
    public void Status_NoJson_IsInvalidAtTheByte(string text, int offset)
    {
        var scanner = Scan(text);

        Assert.Equal((ScanStatus.Invalid, offset), (scanner.Status, scanner.Offset));
        Assert.NotNull(scanner.Reason);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Depth_OverTheLimit_SkipsTheRecordAndGoesOn(int depth)
    {
        var deep = $"{{\"a\":{new string('[', depth)}\"]\"{new string(']', depth)}}}";

        var scanner = Scan($"[{{\"b\":1}},{deep},{{\"c\":1}}]");

        Assert.Equal(ScanStatus.Complete, scanner.Status);
        Assert.Equal((3, 2, 1), (scanner.Counts.Records, scanner.Counts.Posts, scanner.Counts.Skipped));
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(257, 1)]
    public void Depth_AtTheLimit_IsStillARecord(int depth, int skipped)
    {
        var record = $"{{\"a\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";

        Assert.Equal(skipped, Scan(record).Counts.Skipped);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 1)]
    public void Size_OverTheLimit_SkipsTheRecord(int size, int skipped)
    {
        var scanner = new SnapshotScanner(1000, 256);

        scanner.Feed(Encoding.UTF8.GetBytes($"[{{}},{{\"a\":\"{new string('x', size - 8)}\"}},{{}}]"));

        Assert.Equal((3, skipped), (scanner.Counts.Records, scanner.Counts.Skipped));
    }

    [Fact]
    public void Size_HugeRecord_TakesNoMemory()
    {
        var scanner = New();
        var piece = new byte[1 << 20];
        Array.Fill(piece, (byte)'x');
        scanner.Feed("[{\"a\":\""u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var fed = 0; fed < 500; fed++)
        {
            scanner.Feed(piece);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        scanner.Feed("\"},{}]"u8);
        Assert.Equal((2, 1), (scanner.Counts.Records, scanner.Counts.Skipped));
    }

    private static SnapshotScanner New() => new(64 * 1024 * 1024, 256);

    private static SnapshotScanner Scan(string text) => Scan(Encoding.UTF8.GetBytes(text));

    private static SnapshotScanner Scan(byte[] bytes)
    {
        var scanner = New();
        scanner.Feed(bytes);
        return scanner;
    }
}
