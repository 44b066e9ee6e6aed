using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ingestion.Core.Crawls;
using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>A cursor that no answer gave is refused, or it is a position like any other. It is never an error.</summary>
[Trait("Category", "Postgres")]
public sealed class CursorPropertyTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60);

    // 16 bytes have 22 characters; other lengths, blanks, padding and characters of another alphabet are near misses.
    private static readonly Gen<string> NearBase64 = Texts(Gen.Frequency(
        (60, Gen.Elements("AQgwxyz019_-".ToCharArray())), (2, Gen.Elements("=% \n\r\t+/\0".ToCharArray())), (1, Gen.Elements('\uD800', '\uFF21'))));

    private static readonly Gen<string?> Part = Gen.OneOf(
        Gen.Elements<string?>(
            null, "", "5", "-9223372036854775808", "9223372036854775808", " 5 ", "0.5", "-0.0", "1e5", "NaN", "x", "facebook",
            "0001-01-01T00:00:00.0000000+00:00", "9999-12-31T23:59:59.9999999+00:00", "0001-01-01T00:00:00.0000000+14:00",
            "9999-12-31T23:59:59.9999999-14:00", "2026-11-20T12:00:00.0000000+01:00", "a\0b", "'; drop table x;--", "\uFFFF"),
        Gen.Choose(1, 400).Select(length => (string?)new string('9', length)),
        Gen.Choose(0, char.MaxValue).Select(unit => (string?)((char)unit).ToString()));

    [Fact]
    public void CrawlCursor_AnyText_IsNullOrWritesTheSameText() => Check(
        Gen.OneOf(
            NearBase64,
            NearBase64.Select(text => text.PadRight(22, 'B')[..22]),
            NearBase64.Select(text => new CrawlCursor(Guid.Empty) + text[..Math.Min(2, text.Length)])),
        text =>
        {
            CrawlCursor? cursor = CrawlCursor.TryParse(text);

            return cursor is null || cursor.ToString() == text;
        });

    [Fact]
    public void PageCursor_AnyText_IsNull() => Check(
        Gen.OneOf(
            NearBase64,
            Bytes().Select(bytes => Base64Url.EncodeToString(bytes)),
            Bytes().Select(bytes => Encode([.. "[\""u8, .. bytes, .. "\"]"u8])),
            Gen.Elements("\"\\ud800\"", "\"\\udfff\\ud800\"", "[", "null", "1e999", "{\"a\":1}", "\"\\u0000\"").Select(part => Encode(
                Encoding.UTF8.GetBytes($"[{part},{part},{part},{part}]")))),
        text => Parse(text, PostRows.Query()) is null);

    [Theory]
    [InlineData("published_at")]
    [InlineData("likes")]
    [InlineData("engagement_rate")]
    public async Task PageCursor_ForgedPosition_IsNullOrReadable(string sort)
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(new PostRow("a") { Likes = 1, EngagementRate = 0.5m }, new PostRow("b") { PublishedAt = null });
        ListQuery query = PostRows.Query(sort, limit: 5);
        string fingerprint = Read(PageCursor.Of(query, new PagePosition(null, ["x", "1"])).ToString())[0]!;

        Check(Part.ArrayOf(3), place =>
        {
            string forged = Encode(JsonSerializer.SerializeToUtf8Bytes<string?[]>([fingerprint, .. place]));
            return Parse(forged, query) is not { } cursor
                || Task.Run(() => pipeline.PageAsync(query with { Cursor = cursor })).GetAwaiter().GetResult().Ids.Count <= 2;
        });
    }

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(Many);

    private static Gen<string> Texts(Gen<char> characters) => characters.ArrayOf().Select(units => new string(units));

    private static Gen<byte[]> Bytes() => Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf();

    private static string Encode(byte[] json) => Base64Url.EncodeToString(json);

    private static string?[] Read(string cursor) => JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(cursor))!;

    private static PageCursor? Parse(string text, ListQuery query) =>
        PageCursor.TryParse(text, query.Listing, query.Order, query.Filters);
}
