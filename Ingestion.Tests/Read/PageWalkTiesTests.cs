using Ingestion.Core.Read;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Read;

/// <summary>
/// Posts with a date only. The planner lists the commonest moments by themselves; one that is common as well, but not listed, has many bounds of its
/// histogram: a stretch of no length.
/// </summary>
[Trait("Category", "Postgres")]
public sealed class PageWalkTiesTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private const int Posts = 2960;
    private const int MostWindows = 10;

    private const string InsertSql = """
        insert into ingestion.social_posts
        select r.* from ingestion.social_posts p, generate_series(1, @Posts) n, jsonb_populate_record(p, jsonb_build_object(
            'post_id', 'p' || n, 'hashtags', array['all'],
            'published_at', @Midnight + case when n <= 2700 then (1 + n % 10) * interval '1 day' when n > 2940 then (2940 - n) * interval '1 hour'
                else interval '0' end)) r
        """;

    private static readonly DateTimeOffset Midnight = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Walk_ManyPostsOfOneMoment_ComesToItsEnd()
    {
        await pipeline.EmptyAsync();
        await pipeline.InsertAsync(new PostRow("p0"));
        await pipeline.Database.ExecuteAsync(InsertSql, new { Posts, Midnight }, CancellationToken.None);
        await pipeline.ExecuteAsync("delete from ingestion.social_posts where post_id = 'p0'");
        await pipeline.ExecuteAsync("alter table ingestion.social_posts alter published_at set statistics 10");
        await new SearchIndex(pipeline.Database).TidyAsync(CancellationToken.None);
        await pipeline.ExecuteAsync("analyze ingestion.social_posts");
        ListQuery query = PostRows.Query(limit: 100, filters: ("hashtag", "all"));
        PageWalk walk = new(pipeline.Database, query);
        await walk.StartAsync(new ListPart(IsUnknown: false, After: null), rows: 100, CancellationToken.None);

        int windows = 0;
        ListWindow? window = new(Start: null, End: Midnight, Share: 0.001, IsLookedUp: true);
        while (window is not null && windows <= MostWindows)
        {
            window = walk.Next(window, found: 0, wanted: 100);
            windows++;
        }

        Assert.InRange(windows, 2, MostWindows);
        Assert.Equal(Posts, (await pipeline.AllAsync(query)).Distinct().Count());
    }
}
