using System.IO.Compression;
using System.Text;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Normalize.Reading;
using Xunit;

namespace Ingestion.Tests.Normalize.Reading;

[Trait("Category", "Unit")]
public sealed class SnapshotRecordsTests
{
    private const string Dataset = "gd_lkaxegm826bjpoo9m5";

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData(" \r\n", "")]
    [InlineData("[A,B,C]", "ABC")]
    [InlineData("\uFEFF[ A ,\n B\t]\r\n", "AB")]
    [InlineData("A\nB\r\n\nC\n", "ABC")]
    [InlineData("A", "A")]
    [InlineData("[A,B]\n[C]", "ABC")]
    [InlineData("[A,B]\nC\nD", "ABCD")]
    [InlineData("[A,7,null,\"x\",[B],C]", "A####C")]
    [InlineData("[A,{\"post_id\":x},B]", "A#B")]
    [InlineData("[A,{\"post_id\":[1},B]", "A#B")]
    [InlineData("[A,{\"post_id\":\"1\",B]", "A#B")]
    [InlineData("[A,{\"post_id\":\"1\"", "A#")]
    [InlineData("A\n{\"post_id\":\"1\nB\nC", "A#BC")]
    [InlineData("A\n{\"post_id\":[[\"1\nB\nC", "A#BC")]
    [InlineData("A\ngarbage\nB", "A#B")]
    [InlineData("[A,}B]", "A#B")]
    public async Task Records_OfAnyForm_AreReadInOrder(string form, string expected)
    {
        var text = form;
        foreach (var letter in "ABCD")
        {
            text = text.Replace($"{letter}", Record(letter), StringComparison.Ordinal);
        }

        foreach (var limits in new[] { new RecordLimits(), new RecordLimits { WindowBytes = 16 } })
        {
            var file = await Normalizing.ReadAsync(Dataset, new MemoryStream(Encoding.UTF8.GetBytes(text)), limits);

            Assert.Equal(expected, Outline(file));
        }
    }

    [Fact]
    public async Task Places_OfRecords_AreThoseOfTheirBytes()
    {
        var bytes = Encoding.UTF8.GetBytes($"[{Record('A')} , 17,\n{{\"post_id\":é}}, {Record('B')}]");

        var file = await Normalizing.ReadAsync(Dataset, bytes);

        Assert.Equal(Record('B'), Cut(bytes, file.Posts[1].Place));
        Assert.Equal("17", Cut(bytes, file.Rejected[0].Place));
        Assert.Equal("{\"post_id\":é}", Cut(bytes, file.Rejected[1].Place));
        Assert.Equal(Encoding.UTF8.GetBytes("{\"post_id\":é}"), file.Rejected[1].RawCut);
        Assert.Equal([0L, 3L], file.Posts.Select(post => post.Place.Index));
    }

    [Fact]
    public async Task Records_SplitAtEveryBoundary_AreTheSame()
    {
        string[] records =
        [
            SampleRecords.FacebookPost, """{"error":"a","error_code":"dead_page"}""", "[1,[2]]",
            SampleRecords.With(SampleRecords.FacebookPost, "content", "\"\\u0000\""), SampleRecords.FacebookPost,
        ];
        var array = $"[{string.Join(',', records)}]";
        var expected = Outline(await Normalizing.ReadAsync(Dataset, array));
        Assert.Equal("p!##p", expected);
        for (var blanks = 0; blanks <= 1024; blanks++)
        {
            var raw = new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', blanks) + array));

            var file = await Normalizing.ReadAsync(Dataset, raw, new RecordLimits { WindowBytes = 1024 });

            Assert.Equal(expected, Outline(file));
            Assert.Equal(records.Sum(Encoding.UTF8.GetByteCount), Places(file).Sum(place => place.ByteLength));
        }
    }

    [Fact]
    public async Task Records_OfGzip_AreReadWithPlacesInTheUnfoldedFile()
    {
        var text = $"[{Record('A')},{Record('B')}]";

        var file = await Normalizing.ReadAsync(Dataset, Zip(Encoding.UTF8.GetBytes(text)));

        Assert.Equal("AB", Outline(file));
        Assert.Equal(Record('B'), Cut(Encoding.UTF8.GetBytes(text), file.Posts[1].Place));
    }

    [Fact]
    public async Task Gzip_ThatUnfoldsTooFar_IsRefused()
    {
        var bomb = Zip(new byte[40 * 1024 * 1024]);

        var ratio = await Assert.ThrowsAsync<ProviderRejectedException>(() => Normalizing.ReadAsync(Dataset, bomb));
        var size = await Assert.ThrowsAsync<ProviderRejectedException>(() => Normalizing.ReadAsync(
            Dataset, new MemoryStream(bomb), new RecordLimits { MaxInflatedBytes = 1024 }));

        Assert.Equal((ErrorCodes.SnapshotInvalid, ErrorCodes.SnapshotInvalid), (ratio.ErrorCode, size.ErrorCode));
    }

    [Fact]
    public async Task Gzip_ThatIsBroken_IsRefused()
    {
        var zipped = Zip(Encoding.UTF8.GetBytes($"[{Record('A')}]"));
        zipped.AsSpan(12, 20).Fill(0x55);

        await Assert.ThrowsAsync<ProviderRejectedException>(() => Normalizing.ReadAsync(Dataset, zipped));
    }

    [Fact]
    public async Task Batches_HoldAsManyRecordsAsTheLimitSays()
    {
        var text = string.Join('\n', Enumerable.Repeat(Record('A'), 2500));

        var file = await Normalizing.ReadAsync(Dataset, text);

        Assert.Equal((2500, 3), (file.Posts.Count, file.Batches));
        Assert.Equal(Enumerable.Range(0, 2500).Select(index => (long)index), file.Posts.Select(post => post.Place.Index));
    }

    private static string Record(char letter) => $$"""{"post_id":"{{char.ToLowerInvariant(letter)}}","user_url":"https://www.facebook.com/p"}""";

    private static string Cut(byte[] bytes, RecordPlace place) =>
        Encoding.UTF8.GetString(bytes, (int)place.ByteOffset, (int)place.ByteLength);

    private static IEnumerable<RecordPlace> Places(NormalizedFile file) => file.Posts.Select(post => post.Place)
        .Concat(file.Rejected.Select(rejected => rejected.Place)).Concat(file.ProviderErrors.Select(error => error.Place));

    /// <summary>One sign per record in the order of their numbers: a short id in upper case, p, # for rejected, ! for errors.</summary>
    private static string Outline(NormalizedFile file)
    {
        var signs = file.Posts.Select(post => (post.Place.Index, post.PostId is [var id] ? char.ToUpperInvariant(id) : 'p'))
            .Concat(file.Rejected.Select(rejected => (rejected.Place.Index, '#')))
            .Concat(file.ProviderErrors.Select(error => (error.Place.Index, '!')))
            .Order().ToList();
        Assert.Equal(Enumerable.Range(0, signs.Count).Select(index => (long)index), signs.Select(sign => sign.Index));
        return string.Concat(signs.Select(sign => sign.Item2));
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
