using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Trigger;

namespace Ingestion.Core.Crawls;

/// <summary>Takes up a crawl that failed after it was paid for. Nothing is ordered again.</summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="lost">Finds a snapshot whose id never arrived.</param>
public sealed class CrawlRecovery(CrawlStore crawls, CrawlLifecycle lifecycle, LostSnapshots lost)
{
    /// <summary>Puts a failed or timed-out crawl that has a snapshot back to <c>polling</c>. Of two calls, one does.</summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ProviderUnavailableException">Whether there is a snapshot cannot be found out now: transient.</exception>
    /// <exception cref="ProviderRateLimitedException">The same, with the time to wait: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<ReopenResult> ReopenAsync(Guid crawlId, Scope scope, CancellationToken cancellationToken)
    {
        if (await crawls.FindAsync(crawlId, scope, cancellationToken) is not { } crawl)
        {
            return new ReopenResult(ReopenStatus.NotFound);
        }

        if (crawl.FinishedAt is null)
        {
            return new ReopenResult(ReopenStatus.Active, crawl);
        }

        // The raw file of a sync is ours: Bright Data has nothing of it that could be taken up again.
        if (crawl.State is not (CrawlState.Failed or CrawlState.TimedOut) || crawl.AccountId is not null)
        {
            return new ReopenResult(ReopenStatus.NotReopenable, crawl);
        }

        string? snapshotId = crawl.SnapshotId ?? await lost.FindAsync(crawl, cancellationToken);
        if (snapshotId is null)
        {
            return new ReopenResult(ReopenStatus.NotReopenable, crawl);
        }

        bool isMoved = await lifecycle.ReopenAsync(crawl, snapshotId, cancellationToken);
        return new ReopenResult(
            isMoved ? ReopenStatus.Reopened : ReopenStatus.Active, await crawls.GetAsync(crawlId, cancellationToken));
    }
}
