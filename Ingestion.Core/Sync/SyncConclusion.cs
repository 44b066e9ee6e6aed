using Ingestion.Core.Accounts;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Sync;

/// <summary>How a sync ended.</summary>
/// <param name="JobId">The sync.</param>
/// <param name="NewestPostAt">When the newest post that was fetched was published; null without one.</param>
/// <param name="Handle">The account's name, as its profile gave it; null when it was not fetched.</param>
/// <param name="Failure">Why it did not end well; null when it did.</param>
/// <param name="ProvesIdentity">Whether the platform said that the tokens are the account's own.</param>
public sealed record ConcludeInput(
    Guid JobId, DateTimeOffset? NewestPostAt, string? Handle, SyncFailure? Failure, bool ProvesIdentity = false)
{
    /// <summary>The end of a sync whose fetch came so far.</summary>
    /// <param name="jobId">The sync.</param>
    /// <param name="progress">What its fetch handed over.</param>
    /// <param name="failure">Why it did not end well.</param>
    public static ConcludeInput Of(Guid jobId, SyncProgress progress, SyncFailure? failure) =>
        new(jobId, progress.NewestPostAt, progress.Subject?.Handle, failure, progress.Subject?.IsTokensOwn ?? false);
}

/// <summary>
/// Ends a sync: the job, the account's last sync or last error, the watermark and the event, in one statement. Idempotent by job: one
/// that has ended stays as it is.
/// </summary>
public sealed class SyncConclusion
{
    private readonly SyncJobStore jobs;
    private readonly CrawlStore crawls;
    private readonly Database database;
    private readonly SyncEvents events;
    private readonly CrawlLifecycle lifecycle;

    internal SyncConclusion(
        SyncJobStore jobs, CrawlStore crawls, Database database, SyncEvents events, CrawlLifecycle lifecycle)
    {
        this.jobs = jobs;
        this.crawls = crawls;
        this.database = database;
        this.events = events;
        this.lifecycle = lifecycle;
    }

    /// <summary>Concludes.</summary>
    /// <param name="input">The sync and its end.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task ConcludeAsync(ConcludeInput input, CancellationToken cancellationToken)
    {
        SyncJob job = await jobs.GetAsync(input.JobId, cancellationToken);
        if (job.FinishedAt is null)
        {
            Crawl? crawl = job.CrawlId is { } crawlId ? await crawls.FindAsync(crawlId, cancellationToken) : null;
            await EndAsync(job, crawl, input, cancellationToken);
        }

        await lifecycle.RelayAsync(cancellationToken);
    }

    private async Task EndAsync(SyncJob job, Crawl? crawl, ConcludeInput input, CancellationToken cancellationToken)
    {
        SyncFailure? failure = input.Failure ?? FailureOf(crawl);
        string status = failure switch
        {
            null => SyncJobStates.Completed,
            { IsWithdrawn: true } => SyncJobStates.Cancelled,
            _ => SyncJobStates.Failed,
        };
        DateTimeOffset at = lifecycle.Now;
        OutboxEvent ended = failure is null ? events.Completed(job, crawl, at) : events.Failed(job, status, failure, at);
        await database.ExecuteAsync(
            SyncJobSql.Conclude,
            new
            {
                job.JobId,
                status,
                stage = failure?.Stage ?? SyncStages.Conclude,
                errorCode = failure?.Failure.ErrorCode,
                errorMessage = failure?.Failure.Message,
                keepsError = failure?.Failure.ErrorCode == ErrorCodes.ReauthorizationRequired,
                recoverySuggestion = failure is null ? null : ErrorCodes.RecoverySuggestion(failure.Failure.ErrorCode),
                handle = input.Handle,
                input.ProvesIdentity,
                crawlId = crawl?.CrawlId,
                newest = NewestOf(job, input),
                eventId = ended.Id,
                ended.EventType,
                ended.Topic,
                ended.Envelope,
                step = SyncStages.Conclude,
                number = 1,
                lineStatus = status,
                message = failure is null ? "everything is stored" : $"{failure.Failure.ErrorCode}: {failure.Failure.Message}",
                lineCalls = 0,
                lineUnits = 0L,
                lineRecords = (int)(crawl?.Payload?.Records ?? 0),
                at,
            },
            cancellationToken);
    }

    /// <summary>A crawl does not tell what the newest post is; whatever is older than its order is in it.</summary>
    private static DateTimeOffset? NewestOf(SyncJob job, ConcludeInput input) =>
        job.Source == AccountSources.BrightData ? job.CreatedAt : input.NewestPostAt;

    /// <summary>The raw file was stored, and did not become rows.</summary>
    private static SyncFailure? FailureOf(Crawl? crawl) => crawl switch
    {
        { State: CrawlState.Cancelled } => new SyncFailure(
            SyncStages.Normalize, crawl.Failure ?? new Failure(ErrorCodes.CrawlCancelled, "The tail of the sync was cancelled")),
        { Failure: { } failure } => new SyncFailure(crawl.FailedStage ?? SyncStages.Normalize, failure),
        _ => null,
    };
}
