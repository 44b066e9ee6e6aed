using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Schedules;

/// <summary>Keeps the accounts' next times true, and gives up on syncs that failed too often. Safe to repeat at any time.</summary>
public sealed class ScheduleUpkeep
{
    private const string SchedulesSql = "select distinct schedule from ingestion.connected_accounts where schedule <> 'paused'";

    /// <summary>
    /// A time that is due is left alone. One that lies ahead has to be the schedule's next one: it is not when DAILY_SYNC_SCHEDULE has
    /// changed, or when a clock that was ahead is right again.
    /// </summary>
    private const string AlignSql = """
        update ingestion.connected_accounts a set next_sync_at = w.next_sync_at
        from unnest(@schedules, @nexts) as w (schedule, next_sync_at)
        where a.schedule = w.schedule and (a.next_sync_at is null or a.next_sync_at > @at and a.next_sync_at <> w.next_sync_at)
        """;

    private const string GiveUpSql = $"""
        update ingestion.data_collection_jobs j set status = 'dead_lettered', updated_at = @at
        where {ClaimSql.FailedForAWhile} and j.attempts >= @maxAttempts
        """;

    private readonly Database database;
    private readonly SyncTimes times;
    private readonly ScheduleOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<ScheduleUpkeep> logger;

    internal ScheduleUpkeep(
        Database database, SyncTimes times, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<ScheduleUpkeep> logger)
    {
        this.database = database;
        this.times = times;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Does both.</summary>
    /// <param name="cancellationToken">Gives up waiting; the next call does the rest.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        await AlignAsync(at, cancellationToken);
        int givenUp = await database.ExecuteAsync(
            GiveUpSql,
            new { codes = RetriedErrors.Codes.ToArray(), maxAttempts = options.MaxNumberOfAttempts, at },
            cancellationToken);
        if (givenUp > 0)
        {
            logger.DeadLettered(givenUp);
        }
    }

    private async Task AlignAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> schedules = await database.QueryAsync<string>(SchedulesSql, null, cancellationToken);
        (string Schedule, DateTimeOffset? Next)[] known =
            [.. schedules.Select(schedule => (schedule, times.NextAfter(schedule, at))).Where(one => one.Item2 is not null)];
        int aligned = await database.ExecuteAsync(
            AlignSql,
            new
            {
                schedules = known.Select(one => one.Schedule).ToArray(),
                nexts = known.Select(one => one.Next!.Value.UtcDateTime).ToArray(),
                at,
            },
            cancellationToken);
        if (aligned > 0)
        {
            logger.TimesAligned(aligned);
        }
    }
}
