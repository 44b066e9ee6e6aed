using Dapper;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Xunit;

namespace Ingestion.Tests.Store;

[Trait("Category", "Postgres")]
public sealed class ResyncTests(LoadDatabase database) : IClassFixture<LoadDatabase>
{
    /// <summary>More than are held back, so that the kinds take turns on the connection.</summary>
    private const int Posts = 25_000;

    // Of the load's own transaction: a new version or a deletion would leave a dead row, a lock would be in xmax.
    private const string WrittenSql = """
        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint
        from pg_stat_xact_user_tables where schemaname = 'ingestion'
        """;

    private const string LockedSql = """
        select count(*) filter (where m.xmax <> 0 or p.xmax <> 0) from ingestion.social_posts p
        join ingestion.post_engagement_metrics m using (platform, post_id) where platform = @Platform
        """;

    [Fact]
    public async Task Load_UnchangedPosts_WritesAndLocksNoRow()
    {
        LoadInput input = database.Input();
        await database.LoadAsync(input, [.. Batches(minute: 0)]);
        await using SnapshotLoad load = await database.Loader.BeginAsync(input, CancellationToken.None);
        long before = await WrittenAsync(load);
        foreach (RecordBatch batch in Batches(minute: 60))
        {
            await load.AddAsync(batch, CancellationToken.None);
        }

        LoadCounts counts = await load.MergeAsync(CancellationToken.None);

        Assert.Equal(new LoadCounts(0, 0, Posts, 0, 0), counts);
        Assert.Equal(before, await WrittenAsync(load));
        await load.CommitAsync(CancellationToken.None);
        Assert.Equal(0, await database.ValueAsync<long>(input, LockedSql));
    }

    [Fact]
    public async Task Load_ManyPostsAndAuthors_AllLand()
    {
        LoadInput input = database.Input();

        LoadCounts counts = await database.LoadAsync(input, [.. Batches(minute: 0)]);

        Assert.Equal(Posts, counts.Stored);
        Assert.Equal(Posts, await database.ValueAsync<long>(input, "select count(*) from ingestion.follower_metrics where platform = @Platform"));
        Assert.Equal(
            Posts * (Posts - 1L) / 2,
            await database.ValueAsync<long>(input, "select sum(likes)::bigint from ingestion.post_engagement_metrics where platform = @Platform"));
    }

    // The session may not have handed on what earlier transactions wrote, so this is only good for a difference.
    private static Task<long> WrittenAsync(SnapshotLoad load) =>
        load.RunAsync(connection => connection.ExecuteScalarAsync<long>(WrittenSql));

    private static IEnumerable<RecordBatch> Batches(int minute)
    {
        foreach (int[] numbers in Enumerable.Range(0, Posts).Chunk(500))
        {
            RecordBatch batch = Records.Batch(numbers.Select(number => Records.Post($"{number}", minute, likes: number, index: number)));
            batch.Authors.AddRange(numbers.Select(number => Records.Profile($"author{number}", minute, number, number)));
            yield return batch;
        }
    }
}
