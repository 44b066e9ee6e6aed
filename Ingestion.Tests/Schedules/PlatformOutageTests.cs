using Ingestion.Core.Schedules;
using Ingestion.Core.Sync;
using Ingestion.Tests.Sync;
using Xunit;

namespace Ingestion.Tests.Schedules;

/// <summary>A platform that is away for an hour, on the registered services with their defaults; the clock moves ten seconds at a time.</summary>
[Trait("Category", "Postgres")]
public sealed class PlatformOutageTests(SyncHost host) : IClassFixture<SyncHost>
{
    private static readonly TimeSpan Outage = TimeSpan.FromHours(1);
    private readonly Dictionary<Guid, FetchResult?> _open = [];

    [Fact]
    public async Task Platform_AwayForAnHour_ItsAccountsAreSyncedAfterwardsAndTheOthersAtOnce()
    {
        Guid[] away = [await host.ConnectAsync(platform: "instagram"), await host.ConnectAsync(platform: "instagram")];
        Guid other = await host.ConnectAsync(platform: "tiktok");
        host.Clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset began = host.Clock.GetUtcNow();
        host.Platforms.AddFault("instagram", "unavailable", int.MaxValue);

        while (host.Clock.GetUtcNow() - began < 2 * Outage)
        {
            await TickAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            if (host.Clock.GetUtcNow() - began == Outage)
            {
                host.Platforms.ClearFaults();
            }
        }

        Assert.Equal(1, await CompletedAsync($"'{other}'", $"finished_at < '{began.AddMinutes(1):O}'"));
        Assert.Equal(2, await CompletedAsync(string.Join(", ", away.Select(id => $"'{id}'")), $"finished_at > '{began + Outage:O}'"));
        Assert.Equal(3, await host.CountAsync("data_collection_jobs where scheduled_for is not null"));
        Assert.Equal(3, await host.CountAsync("data_collection_jobs where status = 'completed'"));
        Assert.Equal(0, await host.CountAsync("data_collection_jobs where status = 'dead_lettered' or finished_at is null"));
    }

    private Task<long> CompletedAsync(string accountIds, string when) =>
        host.CountAsync($"data_collection_jobs where account_id in ({accountIds}) and status = 'completed' and {when}");

    /// <summary>What the timers, the runs and the syncs' orchestrations do now.</summary>
    private async Task TickAsync()
    {
        await host.Get<ScheduleUpkeep>().RunAsync(default);
        SyncRuns runs = host.Get<SyncRuns>();
        foreach (Guid runId in await runs.BeginAsync(default))
        {
            SyncRunLook look = await runs.LookAsync(runId, default);
            await runs.MarkStartedAsync([.. look.ToStart], default);
            look.ToStart.ToList().ForEach(jobId => _open[jobId] = null);
        }

        foreach ((Guid jobId, FetchResult? before) in _open.ToArray())
        {
            if (before?.Until > host.Clock.GetUtcNow())
            {
                continue;
            }

            FetchResult result = await host.FetchOnceAsync(jobId, before?.Progress);
            _open[jobId] = result;
            if (result.Status is not (FetchStatus.Wait or FetchStatus.GoOn))
            {
                await host.FinishAsync(jobId, result);
                _open.Remove(jobId);
            }
        }
    }
}
