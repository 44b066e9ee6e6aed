using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>kill -9 at each step of the state machine: the crawl resumes, with one payment, one blob, one event of each kind.</summary>
[Trait("Category", "EndToEnd")]
public sealed class KillTests : IAsyncLifetime
{
    private const int Posts = 300;
    private const string StuckUrl = Crawls.PageUrl + "?sim=stuck";
    private Service _service = null!;

    public async Task InitializeAsync() => _service = await Service.StartAsync(
        new SimulatorOptions { StartingTime = TimeSpan.FromMilliseconds(50), Duration = TimeSpan.FromMilliseconds(800) });

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task Kill_WhileQueued_IsStartedAgain()
    {
        string crawlId;
        await using (TableLock held = await TableLock.OnWritesAsync(_service, "ingestion.crawl_intents"))
        {
            crawlId = await _service.TriggerAsync(posts: Posts);
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        await _service.StartHostAsync();

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Fact]
    public async Task Kill_WhileThePaidCallIsUnderWay_AdoptsItsSnapshot()
    {
        _service.Provider.AddFault("late_answer:60*1");
        string crawlId = await _service.TriggerAsync(posts: Posts);
        await Fixtures.Eventually.TrueAsync(() => _service.Provider.Billing().TriggersAccepted == 1);

        await _service.RestartHostAsync();

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Fact]
    public async Task LostAnswer_OfThePaidCall_IsAdoptedWithoutASecondPayment()
    {
        _service.Provider.AddFault("lost_answer*1");

        string crawlId = await _service.TriggerAsync(posts: Posts);

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Fact]
    public async Task Kill_WhilePolling_GoesOnPolling()
    {
        string crawlId = await _service.TriggerAsync(StuckUrl, Posts);
        await _service.ReachesAsync(crawlId, "polling");

        await _service.RestartHostAsync();
        FinishAtTheProvider();

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Fact]
    public async Task Kill_InTheMiddleOfTheDownload_DownloadsAgain()
    {
        _service.Provider.AddFault("drip:4000@snapshot*1");
        string crawlId = await _service.TriggerAsync(posts: Posts);
        await _service.DownloadsAsync();

        await _service.RestartHostAsync();

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Fact]
    public async Task Kill_BetweenTheBlobAndItsRow_FindsTheBlob()
    {
        await KillAtLockAsync("ingestion.raw_data_crawl_snapshots");
    }

    [Fact]
    public async Task Kill_BeforeTheEventIsCommitted_CompletesOnce()
    {
        string crawlId = await KillAtLockAsync("ingestion.outbox", "normalizing");
        Assert.Equal(1, _service.Provider.Billing().Snapshots[0].Downloads);
        Assert.NotEmpty(crawlId);
    }

    [Fact]
    public async Task Terminate_OfTheOrchestration_IsMendedByTheStalledSweep()
    {
        string crawlId = await _service.TriggerAsync(StuckUrl, Posts);
        await _service.ReachesAsync(crawlId, "polling");
        Uri terminate = new($"/runtime/webhooks/durabletask/instances/{crawlId}/terminate?reason=test", UriKind.Relative);
        (await _service.Http.PostAsync(terminate, content: null)).EnsureSuccessStatusCode();
        FinishAtTheProvider();

        // The termination and a poll that is under way take their time; a sweep that comes too early finds nothing to do.
        Uri sweep = new("/admin/functions/StalledCrawlSweep", UriKind.Relative);
        await Fixtures.Eventually.TrueAsync(async () =>
        {
            await _service.ScalarAsync("update ingestion.crawl_metadata set updated_at = now() - interval '1 hour' where finished_at is null");
            (await _service.Http.PostAsync(sweep, content: null)).EnsureSuccessStatusCode();
            return (await _service.StatusAsync(crawlId)).GetProperty("state").GetString() == "completed";
        });

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Kill_AtRandomMomentsThreeTimes_CompletesOnce(int seed)
    {
        var random = new Random(seed);
        string crawlId = await _service.TriggerAsync(posts: Posts, key: "random");
        for (int i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(600)), TimeProvider.System);
            await _service.RestartHostAsync();
        }

        await _service.AssertCompletedOnceAsync(crawlId, Posts);
    }

    /// <summary>Holds a table so that the step which writes to it stands still, kills there, and lets go.</summary>
    private async Task<string> KillAtLockAsync(string table, string state = "downloading")
    {
        string crawlId = await _service.TriggerAsync(StuckUrl, Posts);
        await _service.EventsAsync(crawlId, 1);
        await using (TableLock held = await TableLock.OnWritesAsync(_service, table))
        {
            FinishAtTheProvider();
            await _service.ReachesAsync(crawlId, state);
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        await _service.StartHostAsync();
        await _service.AssertCompletedOnceAsync(crawlId, Posts);
        return crawlId;
    }

    private void FinishAtTheProvider() =>
        Assert.True(_service.Provider.Finish(_service.Provider.Billing().Snapshots[0].SnapshotId));
}
