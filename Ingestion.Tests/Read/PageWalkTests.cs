using System.Globalization;
using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Postgres")]
public sealed class PageWalkTests(ManyPosts posts) : IClassFixture<ManyPosts>
{
    public static TheoryData<string, bool> Tags
    {
        get
        {
            TheoryData<string, bool> tags = [];
            foreach (string tag in new[] { "all", "third", "new", "old", "sparse", "gone", "few", "none" })
            {
                tags.Add(tag, true);
                tags.Add(tag, false);
            }

            return tags;
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Hashtag_HoweverManyHaveItAndWhen_GivesThePagesOfAPlainSort(string tag, bool isDescending)
    {
        ListQuery query = PostRows.Query(isDescending: isDescending, limit: 150, filters: ("hashtag", tag));
        string direction = isDescending ? "desc" : "";
        IReadOnlyList<string> expected = await posts.Pipeline.Database.QueryAsync<string>(
            $"""
            select post_id from ingestion.social_posts where hashtags @> array[@tag]
            order by published_at is null, published_at {direction}, platform {direction}, post_id {direction} limit 450
            """,
            new { tag },
            CancellationToken.None);

        List<string> listed = [];
        ListQuery? page = query;
        while (page is not null && listed.Count < 450)
        {
            (IReadOnlyList<string> ids, PageCursor? next) = await posts.Pipeline.PageAsync(page);
            listed.AddRange(ids);
            page = next is null ? null : page with { Cursor = next };
        }

        Assert.Equal(expected, listed);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("old")]
    public async Task Hashtag_WholeList_IsComplete(string tag)
    {
        ListQuery query = PostRows.Query(limit: ListQuery.MaxExport, filters: ("hashtag", tag));

        (IReadOnlyList<string> listed, _) = await posts.Pipeline.PageAsync(query);

        long all = await posts.Pipeline.CountAsync($"social_posts where hashtags @> array['{tag}']");
        Assert.Equal(all, listed.Count);
        Assert.Equal(all, listed.Distinct().Count());
    }

    [Theory]
    [InlineData("all", false, false)]
    [InlineData("third", false, false)]
    [InlineData("sparse", false, true)]
    [InlineData("few", true, true)]
    public async Task Start_ByWhatThePlannerExpects_LooksAtNoMoreThanIsNeeded(string tag, bool isWhole, bool isLookedUp)
    {
        ListQuery query = PostRows.Query(filters: ("hashtag", tag));

        ListWindow? window = await new PageWalk(posts.Pipeline.Database, query).StartAsync(
            new ListPart(IsUnknown: false, After: null), rows: 200, CancellationToken.None);

        Assert.Equal((isWhole, isLookedUp), (window!.End is null, window.IsLookedUp));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(10, 8)]
    [InlineData(100, 1.65)]
    [InlineData(1000, 0.165)]
    public async Task Next_ByWhatTheWindowBeforeHeld_IsAsLongAsIsNeeded(int found, double timesAsLong)
    {
        PageWalk walk = new(posts.Pipeline.Database, PostRows.Query(filters: ("hashtag", "third")));
        ListWindow start = (await walk.StartAsync(new ListPart(IsUnknown: false, After: null), rows: 20, CancellationToken.None))!;
        ListWindow first = start with { Share = 0.02 };

        ListWindow next = walk.Next(first, found, wanted: 100)!;

        // In whole days.
        Assert.InRange(next.Share, first.Share * timesAsLong, (first.Share * timesAsLong) + 0.02);
        Assert.True(next.IsLookedUp);
        Assert.True(next.End < first.End);
    }

    [Fact]
    public async Task Hashtag_OfMostPostsOfAnAuthor_IsMetInTheOrderOfTime()
    {
        ListQuery query = PostRows.Query(limit: 50, filters: [("hashtag", "third"), ("author", "espn")]);

        ListWindow? window = await new PageWalk(posts.Pipeline.Database, query).StartAsync(
            new ListPart(IsUnknown: false, After: null), rows: 10, CancellationToken.None);

        Assert.False(window!.IsLookedUp);
        Assert.Equal(50, (await posts.Pipeline.PageAsync(query)).Ids.Count);
    }

    [Theory]
    [InlineData("brand", "few")]
    [InlineData("category", "sparse")]
    [InlineData("platform", "x")]
    public async Task Label_OfFewPosts_GivesThePagesOfAPlainSort(string filter, string value)
    {
        IReadOnlyList<string> expected = await posts.Pipeline.Database.QueryAsync<string>(
            $"select post_id from ingestion.social_posts where {filter} = @value order by published_at is null, published_at desc, platform desc, post_id desc",
            new { value },
            CancellationToken.None);

        IReadOnlyList<string> listed = await posts.Pipeline.AllAsync(PostRows.Query(limit: 90, filters: (filter, value)));

        Assert.NotEmpty(expected);
        Assert.Equal(expected, listed);
    }

    [Fact]
    public async Task Label_OfAnotherColumn_IsNotMistaken() =>
        Assert.Empty(await posts.Pipeline.AllAsync(PostRows.Query(limit: 10, filters: ("competitor", "few"))));

    [Fact]
    public async Task ByACount_OfFewPosts_AreTheSameAsBySortingThem()
    {
        IReadOnlyList<string> listed = await posts.Pipeline.AllAsync(
            PostRows.Query("likes", limit: 25, filters: ("hashtag", "few")));

        Assert.Equal(40, listed.Count);
        Assert.Equal(["p39007", "p38007"], listed.Take(2));
        Assert.All(listed.Skip(20), id => Assert.True(int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) < 20_000));
        Assert.Equal(40, listed.Distinct().Count());
    }

    [Fact]
    public async Task Hashtag_InAPeriod_StaysInIt()
    {
        DateTimeOffset from = PostRows.Noon.AddHours(-30_000);
        DateTimeOffset to = PostRows.Noon.AddHours(-15_000);

        IReadOnlyList<string> listed = await posts.Pipeline.AllAsync(
            PostRows.Query(limit: 1000, filters: [("hashtag", "all"), ("from", from), ("to", to)]));

        Assert.Equal(14_850, listed.Count);
    }
}

/// <summary>Forty thousand posts, one an hour, whose hashtags say how many have them, and when; analysed.</summary>
public sealed class ManyPosts : IAsyncLifetime
{
    private const string InsertSql = """
        insert into ingestion.social_posts
        select r.* from ingestion.social_posts p, generate_series(1, 40000) n, jsonb_populate_record(p, jsonb_build_object(
            'post_id', 'p' || n,
            'platform', case when n % 2000 = 3 then 'x' else p.platform end,
            'published_at', case when n % 100 > 0 then p.published_at - n * interval '1 hour' end,
            'brand', case when n % 1000 = 7 then 'few' end, 'category', case when n % 20 = 0 then 'sparse' end,
            'hashtags', array_remove(array[
                'all', case when n % 3 = 0 then 'third' end, case when n < 15000 then 'new' end,
                case when n > 25000 then 'old' end, case when n % 20 = 0 then 'sparse' end,
                case when n > 30000 and n % 5 = 0 then 'gone' end, case when n % 1000 = 7 then 'few' end], null))) r
        """;

    private const string CountsSql = """
        insert into ingestion.post_engagement_metrics (platform, post_id, likes, observed_at, snapshot_id, updated_at)
        select platform, post_id, substr(post_id, 2)::bigint, observed_at, snapshot_id, updated_at
        from ingestion.social_posts where hashtags @> array['few'] and substr(post_id, 2)::bigint > 20000
        """;

    public PipelineDatabase Pipeline { get; } = new();

    public async Task InitializeAsync()
    {
        await Pipeline.InitializeAsync();
        await Pipeline.InsertAsync(new PostRow("p0"));
        await Pipeline.ExecuteAsync(InsertSql);
        await Pipeline.ExecuteAsync(CountsSql);
        await new SearchIndex(Pipeline.Database).TidyAsync(CancellationToken.None);
        await Pipeline.ExecuteAsync("analyze ingestion.social_posts");
    }

    public Task DisposeAsync() => Pipeline.DisposeAsync();
}
