using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Sync;

/// <summary>Where the crawl of a sync stands.</summary>
public enum SyncCrawlStatus
{
    /// <summary>It waits for a slot, or is under way: look again later.</summary>
    Active,

    /// <summary>It has ended, in whatever way: conclude.</summary>
    Ended,

    /// <summary>Nobody may collect the account any more; its end was asked for.</summary>
    Withdrawn,
}

/// <summary>
/// Syncs an account as a public page: an ordinary crawl at Bright Data, which waits for a slot, is paid for once and is recovered like
/// any other. The sync only orders it and waits for its end.
/// </summary>
public sealed class SyncCrawl
{
    private readonly SyncJobStore jobs;
    private readonly CrawlIntake intake;
    private readonly CrawlStore crawls;
    private readonly CrawlCancellation cancellation;
    private readonly Database database;

    internal SyncCrawl(
        SyncJobStore jobs, CrawlIntake intake, CrawlStore crawls, CrawlCancellation cancellation, Database database)
    {
        this.jobs = jobs;
        this.intake = intake;
        this.crawls = crawls;
        this.cancellation = cancellation;
        this.database = database;
    }

    /// <summary>Orders the crawl. Idempotent by job: a repetition gives the same crawl.</summary>
    /// <param name="jobId">A sync of an account with source brightdata.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The crawl.</returns>
    /// <exception cref="ProviderRejectedException">The account is not connected any more: terminal.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<Guid> OrderAsync(Guid jobId, CancellationToken cancellationToken)
    {
        SyncJob job = await jobs.GetAsync(jobId, cancellationToken);
        if (job.CrawlId is { } ordered)
        {
            return ordered;
        }

        CrawlRequest request = new()
        {
            DatasetId = PublicPages.DatasetOf(job.Platform),
            Platform = job.Platform,
            Url = job.PageUrl
                ?? throw new ProviderRejectedException(ErrorCodes.CollectionNotAllowed, $"account {job.AccountId} is not connected any more"),
            StartDate = PublicPages.TakesDates(job.Platform) && job.WatermarkBefore - PublicPages.Overlap is { } since
                ? DateOnly.FromDateTime(since.UtcDateTime)
                : null,
        };
        SubmitResult submitted = await intake.SubmitAsync(request, job.Owner, $"sync-{jobId:N}", cancellationToken);
        Guid crawlId = submitted.Crawl!.CrawlId;
        await database.ExecuteAsync(SyncJobSql.Ordered, new { jobId, crawlId }, cancellationToken);
        return crawlId;
    }

    /// <summary>Looks where the crawl stands; asks for its end when nobody may collect the account any more.</summary>
    /// <param name="jobId">The sync.</param>
    /// <param name="crawlId">Its crawl.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<SyncCrawlStatus> WatchAsync(Guid jobId, Guid crawlId, CancellationToken cancellationToken)
    {
        if ((await crawls.GetAsync(crawlId, cancellationToken)).FinishedAt is not null)
        {
            return SyncCrawlStatus.Ended;
        }

        if (await database.ScalarAsync<bool>(SyncJobSql.IsCollected, new { jobId }, cancellationToken))
        {
            return SyncCrawlStatus.Active;
        }

        await cancellation.RequestAsync(crawlId, Scope.All, cancellationToken);
        return SyncCrawlStatus.Withdrawn;
    }
}
