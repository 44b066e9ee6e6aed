using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Sync;
using Xunit;

namespace Ingestion.Tests.Schedules;

/// <summary>The timer of the daily run goes by its setting.</summary>
[Trait("Category", "EndToEnd")]
public sealed class DailyTimerTests : IAsyncLifetime
{
    private readonly SyncService _sync = new() { Settings = [("DAILY_SYNC_SCHEDULE", "*/3 * * * * *")] };

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Fact]
    public async Task DailySync_AtItsTime_SyncsWhatIsDueWithoutAnotherTick()
    {
        string accountId = await _sync.ConnectAsync("empty");

        await Eventually.TrueAsync(async () => (long)(await _sync.Service.ScalarAsync(
            $"select count(*) from ingestion.data_collection_jobs where account_id = '{accountId}' and kind = 'scheduled' and status = 'completed'"))! > 0);

        Assert.Equal(true, await _sync.Service.ScalarAsync(
            "select last_occurrence > now() - interval '1 minute' from durable.host_timers where function_name = 'DailySync'"));
    }
}
