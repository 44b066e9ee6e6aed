using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Crawls;

/// <summary>Puts together what the status route shows, in one read; the estimate is kept for a minute.</summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="estimator">Knows how long crawls take.</param>
/// <param name="plan">The polling numbers.</param>
/// <param name="clock">Now.</param>
public sealed class CrawlStatusReader(CrawlStore crawls, CompletionEstimator estimator, CrawlPlan plan, TimeProvider clock)
{
    /// <summary>Reads the status.</summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when there is no such crawl.</returns>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<CrawlStatusView?> ReadAsync(Guid crawlId, Scope scope, CancellationToken cancellationToken)
    {
        if (await crawls.FindAsync(crawlId, scope, cancellationToken) is not { } crawl)
        {
            return null;
        }

        DateTimeOffset now = clock.GetDatabaseNow();
        TimeSpan? usual = crawl.FinishedAt is null
            ? await estimator.UsualDurationAsync(crawl.Request.DatasetId, cancellationToken)
            : null;
        return new CrawlStatusView
        {
            Crawl = crawl,
            Status = crawl.State.ToStatus(),
            ReadyForDownload = crawl.IsReadyForDownload,
            IsActive = crawl.FinishedAt is null && (plan.AutomaticPolling || crawl.State != CrawlState.Polling),
            EstimatedCompletion = crawl.CreatedAt + usual,
            Elapsed = (crawl.FinishedAt ?? now) - crawl.CreatedAt,
            Plan = plan,
            ReadAt = now,
        };
    }
}
