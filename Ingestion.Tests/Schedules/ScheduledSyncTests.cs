using System.Text.Json;
using Ingestion.Core.Persistence;
using Ingestion.Core.Schedules;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Sync;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Schedules;

/// <summary>Runs in a real host, over simulated YouTube accounts.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ScheduledSyncTests : IAsyncLifetime
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(8);

    private readonly SyncService _sync = new()
    {
        Settings =
        [
            ("Schedules__LookInterval", "00:00:00.200"), ("Schedules__BatchSize", "20"), ("Schedules__MaxConcurrent", "20"),
            ("Schedules__FirstRetryInterval", "00:00:00.001"), ("Sync__MaxAttempts", "1"),
        ],
    };

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Fact]
    public async Task DailyRun_HundredsOfAccounts_EachIsSyncedOnceAndTheRunTellsHow()
    {
        await ConnectAsync(200);
        await BecomeDueAsync();

        await TickAsync();

        string runId = await EndOfRunAsync("daily");
        await AssertEachSyncedOnceAsync(200);
        Assert.Equal(1L, await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.sync_runs where accounts = 200 and completed = 200 and failed + cancelled + waiting = 0 and units > 0"));
        JsonElement status = default;
        await Eventually.TrueAsync(async () =>
        {
            status = (await _sync.Service.GetAsync($"/runtime/webhooks/durabletask/instances/{runId}")).Body;
            return status.GetProperty("runtimeStatus").GetString() == "Completed";
        });
        Assert.Equal(200, status.GetProperty("output").GetProperty("completed").GetInt32());
        Assert.Equal(200, status.GetProperty("customStatus").GetProperty("accounts").GetInt32());
    }

    [Fact]
    public async Task Kill_InTheMiddleOfARun_EachAccountIsSyncedOnce()
    {
        await ConnectAsync(80);
        await BecomeDueAsync();
        await TickAsync();
        await Eventually.TrueAsync(async () => (long)(await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.data_collection_jobs where status = 'completed'"))! > 20);

        await _sync.Service.RestartHostAsync();

        await EndOfRunAsync("daily");
        await AssertEachSyncedOnceAsync(80);
    }

    [Fact]
    public async Task Kill_BetweenClaimAndStart_TheClaimedAreFoundAndStarted()
    {
        await ConnectAsync(10);
        await BecomeDueAsync();
        await _sync.Service.KillHostAsync();
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(_sync.Service.Database))
        {
            SyncRuns dying = Runs(source);
            SyncRunLook claimed = await dying.LookAsync(Assert.Single(await dying.BeginAsync(default)), default);
            Assert.Equal(10, claimed.ToStart.Count);
        }

        await _sync.Service.StartHostAsync();
        await TickAsync();

        await EndOfRunAsync("daily");
        await AssertEachSyncedOnceAsync(10);
    }

    [Fact]
    public async Task Failures_OfAPlatformThatIsAway_AreDeadLettersOfTheirOwnerAndAreReplayed()
    {
        string accountId = await _sync.ConnectAsync();
        _sync.Platforms.AddFault("youtube", "unavailable", times: 1000, after: 0);
        await BecomeDueAsync();
        JsonElement letters = default;
        await Eventually.TrueAsync(
            async () =>
            {
                await TickAsync();
                letters = (await _sync.SendAsync("GET", "/api/v1/jobs/dead-letters?reason=PLATFORM_UNAVAILABLE")).Body.GetProperty("jobs");
                return letters.GetArrayLength() == 1;
            },
            RunLimit);
        string jobId = letters[0].GetProperty("job_id").GetString()!;
        Assert.Equal(4, letters[0].GetProperty("attempts").GetInt32());
        (_, JsonElement foreign) = await _sync.SendAsync("GET", "/api/v1/jobs/dead-letters", key: SyncService.GlobexKey);
        Assert.Equal(0, foreign.GetProperty("jobs").GetArrayLength());
        Assert.Equal(404, (await _sync.SendAsync(
            "POST", $"/api/v1/jobs/dead-letters/{jobId}/replay", key: SyncService.GlobexKey)).StatusCode);

        _sync.Platforms.ClearFaults();
        (int status, JsonElement body) = await _sync.SendAsync("POST", $"/api/v1/jobs/dead-letters/{jobId}/replay");

        Assert.True(status == 202 && body.GetProperty("replayed").GetInt32() == 1, $"{status}: {body}");
        await Eventually.TrueAsync(async () => (await _sync.SendAsync("GET", $"/api/data/jobs/{accountId}")).Body.GetProperty("jobs")
            .EnumerateArray().Any(job => job.GetProperty("status").GetString() == "completed"));
        Assert.Equal(409, (await _sync.SendAsync("POST", $"/api/v1/jobs/dead-letters/{jobId}/replay")).StatusCode);
        (_, JsonElement left) = await _sync.SendAsync("GET", "/api/v1/jobs/dead-letters");
        Assert.Equal(0, left.GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task DailyRun_BegunByBothTimersAgainAndAgain_EachAccountIsSyncedOnce()
    {
        await ConnectAsync(20);
        await BecomeDueAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => TickAsync(number % 2 == 0 ? "DailySync" : "SyncSchedules")));
        await EndOfRunAsync("daily");
        await TickAsync("DailySync");

        await AssertEachSyncedOnceAsync(20);
    }

    private static SyncRuns Runs(NpgsqlDataSource source)
    {
        IOptions<ScheduleOptions> options = Options.Create(new ScheduleOptions());
        SyncClaims claims = new(new SyncTimes(), options, TimeProvider.System);
        return new SyncRuns(new Database(source), claims, options, TimeProvider.System, NullLogger<SyncRuns>.Instance);
    }

    private Task ConnectAsync(int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await _sync.ConnectAsync());

    private Task<object?> BecomeDueAsync() =>
        _sync.Service.ScalarAsync("update ingestion.connected_accounts set next_sync_at = date_trunc('day', now()) - interval '22 hours'");

    private async Task TickAsync(string timer = "SyncSchedules") => (await _sync.Service.Http.PostAsync(
        new Uri($"/admin/functions/{timer}", UriKind.Relative), content: null)).EnsureSuccessStatusCode();

    private async Task<string> EndOfRunAsync(string kind)
    {
        string? runId = null;
        await Eventually.TrueAsync(
            async () => (runId = (await _sync.Service.ScalarAsync(
                $"select run_id::text from ingestion.sync_runs where kind = '{kind}' and finished_at is not null")) as string) is not null,
            RunLimit,
            $"the {kind} run ends");
        return runId!;
    }

    private async Task AssertEachSyncedOnceAsync(long accounts)
    {
        Assert.Equal(accounts, await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.data_collection_jobs where status = 'completed' and scheduled_for is not null"));
        Assert.Equal(accounts, await _sync.Service.ScalarAsync("select count(*) from ingestion.data_collection_jobs"));
        Assert.Equal(accounts, await _sync.Service.ScalarAsync("select count(distinct account_id) from ingestion.data_collection_jobs"));
        Assert.Equal(accounts, await _sync.Service.ScalarAsync("select count(*) from ingestion.connected_accounts where next_sync_at > now()"));
    }
}
