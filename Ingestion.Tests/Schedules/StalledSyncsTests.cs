using System.Text.Json;
using Ingestion.Core.Schedules;
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

    private Task<IReadOnlyList<Guid>> FindAsync() => _host.Get<StalledSyncs>().FindAsync(default);
}
