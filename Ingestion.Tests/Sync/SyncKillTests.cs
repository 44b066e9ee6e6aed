using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>kill -9 at each step of a sync: it goes on, with one crawl, one raw file, each row once, one event of each kind.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SyncKillTests : IAsyncLifetime
{
    private readonly SyncService _sync = new();

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Theory]
    [InlineData("ingestion.data_collection_logs")] // fetched, and nobody has heard of it
    [InlineData("ingestion.raw_data_crawl_snapshots")] // the raw file is stored, its crawl is not
    [InlineData("ingestion.social_posts")] // sealed, not normalised
    [InlineData("ingestion.account_insights")] // all but the insights are merged, and nothing is committed
    [InlineData("ingestion.sync_watermarks")] // normalised, not concluded
    public async Task Kill_WhileATableIsWritten_EndsAsWithoutIt(string table)
    {
        string accountId = await _sync.ConnectAsync();
        string jobId;
        await using (TableLock held = await TableLock.OnWritesAsync(_sync.Service, table))
        {
            jobId = await _sync.CollectAsync(accountId);
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        await _sync.Service.StartHostAsync();

        await _sync.AssertSyncedOnceAsync(accountId, jobId);
        // Four metrics of eight days.
        Assert.Equal(32L, await _sync.Service.ScalarAsync(
            $"select count(*) from ingestion.account_insights where snapshot_id = 'sync_{jobId.Replace("-", "", StringComparison.Ordinal)}'"));
    }

    [Fact]
    public async Task Kill_WhileItWaitsForAPlatform_GoesOnWhereItWas()
    {
        string accountId = await _sync.ConnectAsync();
        _sync.Platforms.AddFault("youtube", "unavailable", times: 4, after: 2);
        string jobId = await _sync.CollectAsync(accountId);
        await _sync.ReachesAsync(accountId, jobId, "waiting", "completed");

        await _sync.Service.RestartHostAsync();

        await _sync.AssertSyncedOnceAsync(accountId, jobId);
    }

    [Fact]
    public async Task Orchestration_ThatIsGone_IsStartedAgainByTheSweep()
    {
        string accountId = await _sync.ConnectAsync();
        string jobId;
        await using (TableLock held = await TableLock.OnWritesAsync(_sync.Service, "ingestion.social_posts"))
        {
            jobId = await _sync.CollectAsync(accountId);
            await held.StandsStillAsync();
            Uri terminate = new($"/runtime/webhooks/durabletask/instances/{jobId}/terminate?reason=test", UriKind.Relative);
            (await _sync.Service.Http.PostAsync(terminate, content: null)).EnsureSuccessStatusCode();
        }

        // What was under way may still end; then the sweep only concludes.
        await Fixtures.Eventually.TrueAsync(async () =>
        {
            await _sync.Service.ScalarAsync("update ingestion.data_collection_jobs set updated_at = now() - interval '1 hour' where finished_at is null");
            (await _sync.Service.Http.PostAsync(new Uri("/admin/functions/StalledSyncSweep", UriKind.Relative), content: null)).EnsureSuccessStatusCode();
            return (await _sync.JobAsync(accountId, jobId)).GetProperty("status").GetString() == "completed";
        });

        await _sync.AssertSyncedOnceAsync(accountId, jobId);
    }
}
