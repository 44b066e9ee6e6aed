using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Publish;

/// <summary>
/// Sends the event <c>data-ingestion-completed</c>, which was committed with the rows, and completes the crawl. Idempotent by
/// crawl id: what cannot be sent now stays in the outbox, and its relay sends it.
/// </summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
public sealed class PublishService(CrawlStore crawls, CrawlLifecycle lifecycle)
{
    /// <summary>Publishes.</summary>
    /// <param name="input">The crawl.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<PublishResult> PublishAsync(PublishInput input, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        await lifecycle.RelayAsync(cancellationToken);
        if (crawl.State == CrawlState.Publishing)
        {
            await lifecycle.CompleteAsync(crawl, cancellationToken);
            crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        }

        return crawl.State switch
        {
            CrawlState.Completed => new PublishResult(PublishStatus.Published),
            CrawlState.Cancelled => new PublishResult(PublishStatus.Cancelled),
            CrawlState.Failed or CrawlState.TimedOut => new PublishResult(PublishStatus.Failed, crawl.Failure),
            _ => throw new InvalidCrawlTransitionException(crawl.State, CrawlState.Completed, "publish"),
        };
    }
}
