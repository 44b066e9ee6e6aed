using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Postgres")]
public sealed class ListReaderTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Theory]
    [InlineData(true, "d c b a y x")]
    [InlineData(false, "a b c d x y")]
    public async Task Time_PageByPage_GivesEachPostOnceAndUnknownTimesLast(bool isDescending, string expected)
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(
            At("a", 1), At("b", 2), At("c", 2), At("d", 3),
            new PostRow("x") { PublishedAt = null }, new PostRow("y") { PublishedAt = null });

        IReadOnlyList<string> listed = await pipeline.AllAsync(PostRows.Query(isDescending: isDescending, limit: 2));

        Assert.Equal(expected.Split(' '), listed);
    }

    [Theory]
    [InlineData("likes")]
    [InlineData("comments")]
    [InlineData("shares")]
    [InlineData("views")]
    [InlineData("saves")]
    [InlineData("engagement_rate")]
    public async Task Counts_PageByPage_SortBothWaysWithUnknownLast(string sort)
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(
            Counted("a", 7), Counted("b", 0), Counted("c", 7), Counted("d", 9_000_000_000), Counted("e", null),
            new PostRow("f") { HasCounts = false });

        IReadOnlyList<string> falling = await pipeline.AllAsync(PostRows.Query(sort, limit: 1));
        IReadOnlyList<string> rising = await pipeline.AllAsync(PostRows.Query(sort, isDescending: false, limit: 4));

        Assert.Equal(["d", "c", "a", "b", "f", "e"], falling);
        Assert.Equal(["b", "a", "c", "d", "e", "f"], rising);
    }

    [Fact]
    public async Task Rate_ManyDigits_PagesWithoutGap()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(
            [.. Enumerable.Range(0, 9).Select(i => new PostRow($"p{i}") { EngagementRate = i * 0.12345678901234567890m })]);

        IReadOnlyList<string> listed = await pipeline.AllAsync(PostRows.Query("engagement_rate", limit: 1));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"p{8 - i}"), listed);
    }

    [Fact]
    public async Task Pages_WhilePostsComeAndGo_NeitherRepeatNorMissTheOthers()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync([.. Enumerable.Range(0, 6).Select(i => At($"p{i}", i))]);
        (IReadOnlyList<string> first, PageCursor? next) = await pipeline.PageAsync(PostRows.Query(limit: 3));
        await pipeline.InsertAsync(At("newer", 10));
        await pipeline.ExecuteAsync("delete from ingestion.social_posts where post_id in ('p3', 'p1')");

        (IReadOnlyList<string> second, PageCursor? end) =
            await pipeline.PageAsync(PostRows.Query(limit: 3) with { Cursor = next });

        Assert.Equal(["p5", "p4", "p3"], first);
        Assert.Equal(["p2", "p0"], second);
        Assert.Null(end);
    }

    [Fact]
    public async Task Export_LongerThanAStretch_GivesEveryPostOnceInOrder()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync(new PostRow("p0"));
        await pipeline.ExecuteAsync("""
            insert into ingestion.social_posts
            select (jsonb_populate_record(p, jsonb_build_object('post_id', 'p' || n, 'published_at', case when n % 3 > 0
                then timestamptz '2026-01-01' + n / 4 * interval '1 hour' end))).*
            from ingestion.social_posts p, generate_series(1, 9000) n
            """);

        (IReadOnlyList<string> all, PageCursor? next) = await pipeline.PageAsync(PostRows.Query(limit: ListQuery.MaxExport));
        (IReadOnlyList<string> most, PageCursor? rest) = await pipeline.PageAsync(PostRows.Query(limit: 8999));

        Assert.Equal(9001, all.Distinct().Count());
        Assert.Equal(all.Take(8999), most);
        Assert.Null(next);
        Assert.Equal(all.Skip(8999), (await pipeline.PageAsync(PostRows.Query() with { Cursor = rest })).Ids);
    }

    [Fact]
    public async Task Cursor_OfAnyRow_GoesOnAfterIt()
    {
        await pipeline.EmptyPostsAsync();
        await pipeline.InsertAsync([.. Enumerable.Range(0, 4).Select(i => At($"p{i}", i))]);
        ListQuery query = PostRows.Query();
        ListRows rows = await new ListReader(pipeline.Database).OpenAsync(query, CancellationToken.None);
        await rows.ReadAsync(CancellationToken.None);
        await rows.ReadAsync(CancellationToken.None);

        (IReadOnlyList<string> rest, _) = await pipeline.PageAsync(query with { Cursor = rows.Cursor });

        Assert.Equal(["p1", "p0"], rest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ListQuery.MaxExport + 1)]
    public async Task Open_LimitOutOfRange_IsRefused(int limit) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => new ListReader(pipeline.Database).OpenAsync(PostRows.Query(limit: limit), CancellationToken.None));

    private static PostRow At(string id, int hour) => new(id) { PublishedAt = PostRows.Noon.UtcDateTime.AddHours(hour) };

    private static PostRow Counted(string id, long? count) => new(id)
    {
        Likes = count,
        Comments = count,
        Shares = count,
        Views = count,
        Saves = count,
        EngagementRate = count / 3m,
    };
}
