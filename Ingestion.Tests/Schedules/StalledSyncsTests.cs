using System.Text.Json;
using Ingestion.Core.Crawls;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Ingestion.Core.Schedules;
using Ingestion.Core.Sync;
using Ingestion.Tests.Sync;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Postgres")]
public sealed class StalledSyncsTests : IAsyncLifetime
{
    private readonly SyncHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Find_NobodyBeganIt_IsFoundAfterTenSeconds()
    {
        Guid jobId = await _host.StartAsync(await _host.ConnectAsync());

        Assert.Empty(await FindAsync());
        _host.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal([jobId], await FindAsync());
    }

    [Fact]
    public async Task Find_WaitsForALimit_IsFoundAQuarterOfAnHourAfterItsEnd()
    {
        Guid jobId = await _host.StartAsync(await _host.ConnectAsync());
        await _host.Accounts.ExecuteAsync(
            "update ingestion.data_collection_jobs set status = 'waiting', waiting_until = @until where job_id = @jobId",
            new { jobId, until = _host.Clock.GetUtcNow().AddHours(20) });

        _host.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Empty(await FindAsync());
        _host.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal([jobId], await FindAsync());
    }

    [Fact]
    public async Task TakeUp_AgainAndAgain_EndsInAFailureThatNamesIt()
    {
        Guid jobId = await _host.StartAsync(await _host.ConnectAsync());
        StalledSyncs stalled = _host.Get<StalledSyncs>();
        List<bool> started = [];
        for (int time = 0; time < 5; time++)
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal([jobId], await FindAsync());
            started.Add(await stalled.TakeUpAsync(jobId, default));
        }

        Assert.Equal([true, true, true, true, false], started);
        Assert.Empty(await FindAsync());
        JsonElement job = await _host.JobAsync(jobId);
        Assert.Equal(
            ("failed", "SYNC_STALLED", 4),
            (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString(), job.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task TakeUp_AfterTheRawFileWasSealed_EndsTheCrawlThatIsTheTailToo()
    {
        Guid jobId = await _host.StartAsync(await _host.ConnectAsync());
        Guid crawlId = await SealAsync(jobId);

        await GiveUpAsync(jobId);

        Assert.Equal(1, await _host.CountAsync(
            $"crawl_metadata where crawl_id = '{crawlId}' and status = 'failed' and error_code = 'SYNC_STALLED' and finished_at is not null"));
        Assert.Equal(1, await _host.CountAsync($"outbox where aggregate_id = '{crawlId}' and event_type = 'crawl-failed'"));
        Assert.Equal(ReplayStatus.Started, (await _host.Get<CrawlReplay>().StartAsync(crawlId, Scope.All, default)).Status);
    }

    [Fact]
    public async Task TakeUp_AfterTheRowsWereCommitted_PublishesThemAndTheSyncHasEndedWell()
    {
        Guid jobId = await _host.StartAsync(await _host.ConnectAsync());
        Guid crawlId = await SealAsync(jobId);
        await _host.Get<NormalizeService>().NormalizeAsync(new NormalizeInput(crawlId), default);

        await GiveUpAsync(jobId);

        Assert.Equal(1, await _host.CountAsync($"crawl_metadata where crawl_id = '{crawlId}' and status = 'completed'"));
        Assert.Equal("completed", (await _host.JobAsync(jobId)).GetProperty("status").GetString());
    }

    private async Task<Guid> SealAsync(Guid jobId)
    {
        FetchResult fetched = await _host.FetchAsync(jobId);
        return await _host.Get<SyncSeal>().SealAsync(new SealInput(jobId, fetched.Progress), default);
    }

    /// <summary>Its orchestration is lost until nobody starts it any more.</summary>
    private async Task GiveUpAsync(Guid jobId)
    {
        while (await _host.Get<StalledSyncs>().TakeUpAsync(jobId, default))
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(20));
        }
    }

    private Task<IReadOnlyList<Guid>> FindAsync() => _host.Get<StalledSyncs>().FindAsync(default);
}
