using System.Globalization;
using Ingestion.Core.Accounts;
using Ingestion.Core.Persistence;
using Ingestion.Core.Schedules;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Schedules;

/// <summary>Accounts in a database of their own, and runs that are done by statements: a sync begins and ends when the test says so.</summary>
public sealed class ScheduleDatabase : IAsyncLifetime, IDisposable
{
    private readonly AccountDatabase accounts = new();

    internal ManualTimeProvider Clock => accounts.Clock;

    internal Database Database => accounts.Database;

    internal AccountStore Accounts => accounts.Accounts;

    internal JobReplay Replay => new(Database, Clock);

    public Task InitializeAsync() => accounts.InitializeAsync();

    public Task DisposeAsync() => accounts.DisposeAsync();

    public void Dispose() => accounts.Dispose();

    /// <summary>A host of its own, as far as runs know.</summary>
    internal SyncRuns Runs(ScheduleOptions? options = null, string? daily = null) => new(
        Database,
        new SyncClaims(new SyncTimes(daily), Options.Create(options ?? new ScheduleOptions()), Clock),
        Options.Create(options ?? new ScheduleOptions()),
        Clock,
        NullLogger<SyncRuns>.Instance);

    internal Task KeepUpAsync(string? daily = null) => new ScheduleUpkeep(
        Database, new SyncTimes(daily), Options.Create(new ScheduleOptions()), Clock, NullLogger<ScheduleUpkeep>.Instance).RunAsync(default);

    internal async Task<Guid> AddAsync(string schedule = "daily", string owner = "acme") => (await Accounts.AddAsync(
        owner,
        new NewAccount { Platform = AccountPlatforms.Spotify, ExternalId = Guid.NewGuid().ToString("N"), Schedule = schedule },
        default)).AccountId;

    /// <summary>Many accounts that are due now.</summary>
    internal Task AddManyAsync(int count, string owner = "acme", string schedule = "daily") => Database.ExecuteAsync(
        """
        insert into ingestion.connected_accounts (
            account_id, owner, platform, external_id, source, status, schedule, data_collection_enabled, subscription_status, next_sync_at,
            created_at, updated_at)
        select gen_random_uuid(), @owner, 'spotify', n::text, 'platform', 'active', @schedule, true, 'active', @at, @at, @at
        from generate_series(1, @count) n
        """,
        new { count, owner, schedule, at = Clock.GetUtcNow() },
        default);

    /// <summary>To the next 02:00 and one second.</summary>
    internal void PassNight()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        DateTimeOffset two = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(2).AddSeconds(1);
        Clock.Advance((two > now ? two : two.AddDays(1)) - now);
    }

    /// <summary>All runs, each to its end; every sync that they start ends at once.</summary>
    internal async Task<IReadOnlyList<SyncRunProgress>> RunAsync(
        SyncRuns? runs = null, string status = "completed", string? errorCode = null)
    {
        runs ??= Runs();
        List<SyncRunProgress> ended = [];
        foreach (Guid runId in await runs.BeginAsync(default))
        {
            SyncRunLook look;
            do
            {
                look = await runs.LookAsync(runId, default);
                await runs.MarkStartedAsync([.. look.ToStart], default);
                await EndAsync(look.ToStart, status, errorCode);
            }
            while (!look.IsFinished);

            ended.Add(look.Progress!);
        }

        return ended;
    }

    internal Task EndAsync(IEnumerable<Guid> jobIds, string status = "completed", string? errorCode = null) => Database.ExecuteAsync(
        """
        update ingestion.data_collection_jobs
        set status = @status, error_code = @errorCode, calls = 2, units = 3, started_at = @at, finished_at = @at, updated_at = @at
        where job_id = any(@jobIds)
        """,
        new { jobIds = jobIds.ToArray(), status, errorCode, at = Clock.GetUtcNow() },
        default);

    internal Task ChangeAsync(Guid accountId, string column, object value) => Database.ExecuteAsync(
        $"update ingestion.connected_accounts set {column} = @value where account_id = @accountId", new { accountId, value }, default);

    /// <summary>The times for which an account has jobs, and how many there are.</summary>
    internal Task<IReadOnlyList<string>> TimesAsync(Guid accountId) => Database.ReadAsync(
        "select scheduled_for from ingestion.data_collection_jobs where account_id = @accountId order by created_at, job_id",
        new { accountId },
        row => row.IsDBNull(0)
            ? "retry"
            : row.GetFieldValue<DateTimeOffset>(0).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
        default);

    internal async Task<DateTimeOffset?> NextAsync(Guid accountId) => (await Database.ReadAsync(
        "select next_sync_at from ingestion.connected_accounts where account_id = @accountId",
        new { accountId },
        row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(0),
        default))[0];

    internal Task<long> CountAsync(string tableAndCondition) => accounts.CountAsync(tableAndCondition);
}
