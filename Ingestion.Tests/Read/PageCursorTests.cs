using System.Buffers.Text;
using System.Text;
using Ingestion.Core.Read;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Unit")]
public sealed class PageCursorTests
{
    private static readonly ListQuery Asked = PostRows.Query("likes", filters: ("brand", "b"));
    private static readonly PagePosition Position = new(5L, ["x", "p|'\"\u00E9"]);

    public static TheoryData<string, object?[]> Positions { get; } = new()
    {
        { "likes", [long.MaxValue, "x", "1"] },
        { "likes", [null, "x", "1"] },
        { "engagement_rate", ["0.00000000000000000000000000000012345", "x", ""] },
        { "published_at", [new DateTimeOffset(2026, 11, 21, 10, 0, 0, 123, 456, TimeSpan.Zero), "x", "1"] },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public void Cursor_OverTheWire_IsTheSamePosition(string sort, object?[] position)
    {
        ListQuery query = PostRows.Query(sort);
        PagePosition sent = new(position[0], [.. position[1..].Select(part => part!)]);

        PagePosition received = Parse(PageCursor.Of(query, sent).ToString(), query)!.Position;

        Assert.Equal(sent.Value, received.Value);
        Assert.Equal(sent.Key, received.Key);
    }

    [Fact]
    public void Parse_CursorOfOtherParameters_IsNull()
    {
        string cursor = PageCursor.Of(Asked, Position).ToString();

        Assert.NotNull(Parse(cursor, Asked));
        Assert.NotNull(Parse(cursor, Asked with { Limit = 7 }));
        Assert.Null(Parse(cursor, PostRows.Query("comments", filters: ("brand", "b"))));
        Assert.Null(Parse(cursor, PostRows.Query("likes", isDescending: false, filters: ("brand", "b"))));
        Assert.Null(Parse(cursor, PostRows.Query("likes", filters: ("brand", "c"))));
        Assert.Null(Parse(cursor, PostRows.Query("likes", filters: ("category", "b"))));
        Assert.Null(Parse(cursor, PostRows.Query("likes")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("broken")]
    [InlineData("%00")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""[null,null,null]""")]
    public void Parse_NoCursor_IsNull(string content)
    {
        Assert.Null(Parse(content, Asked));
        Assert.Null(Parse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content)), Asked));
    }

    [Theory]
    [InlineData("5", "x")]
    [InlineData("5", "x", "p", "q")]
    [InlineData("five", "x", "p")]
    [InlineData("5", "x", "a\0b")]
    [InlineData("5", "x", null)]
    public void Parse_ForgedPosition_IsNull(params string?[] position)
    {
        string mine = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(PageCursor.Of(Asked, Position).ToString()));
        string fingerprint = System.Text.Json.JsonSerializer.Deserialize<string?[]>(mine)![0]!;
        byte[] forged = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes<string?[]>([fingerprint, .. position]);

        Assert.Null(Parse(Base64Url.EncodeToString(forged), Asked));
    }

    private static PageCursor? Parse(string text, ListQuery query) =>
        PageCursor.TryParse(text, query.Listing, query.Order, query.Filters);
}
