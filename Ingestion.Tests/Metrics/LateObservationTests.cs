using Ingestion.Core.Crawls;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Quality;
using Xunit;

namespace Ingestion.Tests.Metrics;

/// <summary>Days that syncs of an account find unchanged, and crawls of its page that come late.</summary>
[Trait("Category", "Postgres")]
public sealed class LateObservationTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IAsyncLifetime
{
    private static readonly DateTime Eight = StagedSnapshot.Day.UtcDateTime;
    private readonly Guid accountId = Guid.NewGuid();

    public Task InitializeAsync() => pipeline.ExecuteAsync("truncate ingestion.metrics");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Sync_NothingChanged_WritesNothing()
    {
        await SyncAsync(Eight, followers: 10);
        string before = await VersionAsync();

        await SyncAsync(Eight.AddHours(4), followers: 10);

        Assert.Equal(before, await VersionAsync());
        Assert.Equal("(10,,08)", await RowAsync());
    }

    [Fact]
    public async Task Sync_SomethingChanged_MovesTheTimeToo()
    {
        await SyncAsync(Eight, followers: 10);

        await SyncAsync(Eight.AddHours(4), followers: 11);

        Assert.Equal("(11,,12)", await RowAsync());
    }

    [Fact]
    public async Task Crawl_FromBeforeASyncThatFoundNothingNew_FillsOnlyWhatIsUnknown()
    {
        await SyncAsync(Eight, followers: 10);
        await SyncAsync(Eight.AddHours(4), followers: 10);

        await CrawlAsync(Eight.AddHours(2), followers: 7, following: 3);

        Assert.Equal("(10,3,08)", await RowAsync());
    }

    [Fact]
    public async Task Crawl_FromAfterEverySync_Wins()
    {
        await SyncAsync(Eight, followers: 10);
        await SyncAsync(Eight.AddHours(4), followers: 10);

        await CrawlAsync(Eight.AddHours(5), followers: 7);

        Assert.Equal("(7,,13)", await RowAsync());
    }

    [Fact]
    public async Task Crawl_FromBeforeASyncThatFailed_Wins()
    {
        await SyncAsync(Eight, followers: 10);
        await AddJobAsync(Eight.AddHours(4), "failed");

        await CrawlAsync(Eight.AddHours(2), followers: 7);

        Assert.Equal("(7,,10)", await RowAsync());
    }

    [Fact]
    public async Task Crawl_FromBeforeACrawlThatFoundNothingNew_DoesNotWin()
    {
        await CrawlAsync(Eight, followers: 10);
        await CrawlAsync(Eight.AddHours(4), followers: 10);

        await CrawlAsync(Eight.AddHours(2), followers: 7);

        Assert.Equal("(10,,12)", await RowAsync());
    }

    private async Task SyncAsync(DateTime at, long followers)
    {
        Crawl crawl = await pipeline.SubmitAsync(PipelineDatabase.Order("facebook-api"));
        StagedSnapshot snapshot = SnapshotOf(at, followers, following: null) with { CrawlId = crawl.CrawlId };
        await pipeline.ExecuteAsync(
            "update ingestion.crawl_metadata set snapshot_id = @SnapshotId, account_id = @accountId where crawl_id = @CrawlId",
            new { snapshot.SnapshotId, accountId, crawl.CrawlId });
        await AddJobAsync(at, "completed");
        await snapshot.CheckAsync();
    }

    private async Task CrawlAsync(DateTime at, long followers, long? following = null) =>
        await SnapshotOf(at, followers, following).CheckAsync();

    private StagedSnapshot SnapshotOf(DateTime at, long followers, long? following) => new(pipeline)
    {
        Profiles = [new StagedProfile { Followers = followers, Following = following, ObservedAt = at }],
    };

    private async Task AddJobAsync(DateTime at, string status) => await pipeline.ExecuteAsync(
        """
        insert into ingestion.data_collection_jobs (
            job_id, account_id, owner, platform, source, kind, day, status, stage, created_at, started_at, updated_at, finished_at)
        values (gen_random_uuid(), @accountId, 'acme', 'facebook', 'platform', 'manual', @day, @status, 'conclude', @at, @at, @at, @at)
        """,
        new { accountId, day = DateOnly.FromDateTime(at), status, at });

    private Task<string?> RowAsync() => pipeline.Database.ScalarAsync<string>(
        "select (followers, following, to_char(observed_at at time zone 'UTC', 'HH24'))::text from ingestion.metrics", null, default);

    private async Task<string> VersionAsync() =>
        (await pipeline.Database.ScalarAsync<string>("select ctid::text || xmin::text from ingestion.metrics", null, default))!;
}
