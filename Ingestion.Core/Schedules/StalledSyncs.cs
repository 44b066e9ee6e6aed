using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Finds open syncs that nobody began, and those that have not moved for a quarter of an hour though they do not wait: most of these
/// work, but one whose orchestration was terminated, purged or never started is among them.
/// </summary>
public sealed class StalledSyncs
{
    private const string FindSql = """
        select job_id from ingestion.data_collection_jobs
        where finished_at is null and (launched_at is not null or run_id is null and retry_of is null) and (
            status = 'queued' and launched_at is null and created_at < @at - interval '10 seconds'
            or greatest(updated_at, waiting_until) < @at - interval '15 minutes')
        order by updated_at limit 1000
        """;

    /// <summary>The first start is no further attempt.</summary>
    private const string CountSql = """
        update ingestion.data_collection_jobs set
            attempts = attempts + (launched_at is not null)::int, waiting_until = null, launched_at = coalesce(launched_at, @at), updated_at = @at
        where job_id = @jobId and finished_at is null and (launched_at is null or attempts < @maxAttempts)
        """;

    private readonly Database database;
    private readonly LostSync lost;
    private readonly ScheduleOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<StalledSyncs> logger;

    internal StalledSyncs(
        Database database,
        LostSync lost,
        IOptions<ScheduleOptions> options,
        TimeProvider clock,
        ILogger<StalledSyncs> logger)
    {
        this.database = database;
        this.lost = lost;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>The jobs, the longest still first; 1,000 at most.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public Task<IReadOnlyList<Guid>> FindAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<Guid>(FindSql, new { at = clock.GetDatabaseNow() }, cancellationToken);

    /// <summary>
    /// For a job whose orchestration is gone: counts another attempt, or after the last one ends the job and the crawl that is its tail.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether the caller has to start its orchestration again.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<bool> TakeUpAsync(Guid jobId, CancellationToken cancellationToken)
    {
        bool isCounted = await database.ExecuteAsync(
            CountSql, new { jobId, maxAttempts = options.MaxNumberOfAttempts, at = clock.GetDatabaseNow() }, cancellationToken) == 1;
        if (isCounted)
        {
            logger.StartedAgain(jobId);
            return true;
        }

        Failure failure = new(
            ErrorCodes.SyncStalled, $"sync {jobId} lost its orchestration {options.MaxNumberOfAttempts} times");
        await lost.EndAsync(jobId, failure, cancellationToken);
        return false;
    }
}
