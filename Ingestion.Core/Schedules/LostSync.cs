using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Publish;
using Ingestion.Core.Sync;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Ends a sync that nobody takes up any more, and the crawl that is its tail with it: the sweep of crawls leaves tails alone. Rows that
/// are committed are published, and the sync has ended well after all. Safe to repeat.
/// </summary>
internal sealed class LostSync(CrawlStore crawls, CrawlFailureService failures, PublishService publish, SyncConclusion conclusion)
{
    /// <param name="jobId">The sync; a tail has the same id.</param>
    /// <param name="failure">Why it ends, unless everything is stored.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    internal async Task EndAsync(Guid jobId, Failure failure, CancellationToken cancellationToken)
    {
        CrawlState? tail = (await crawls.FindAsync(jobId, cancellationToken))?.State;
        if (tail is CrawlState.Publishing)
        {
            await publish.PublishAsync(new PublishInput(jobId), cancellationToken);
        }
        else
        {
            await failures.FailAsync(
                new CrawlFailure(jobId, Stages.Normalize, failure.ErrorCode, failure.Message), cancellationToken);
        }

        SyncFailure? reason = tail is CrawlState.Publishing or CrawlState.Completed ? null : new SyncFailure(SyncStages.Conclude, failure);
        await conclusion.ConcludeAsync(new ConcludeInput(jobId, null, null, reason), cancellationToken);
    }
}
