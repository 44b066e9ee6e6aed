using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

namespace Ingestion.Core.Crawls;

/// <summary>What became of the wish to replay a crawl.</summary>
public enum ReplayStatus
{
    /// <summary>It is normalising again, one attempt further: start its orchestration.</summary>
    Started,

    /// <summary>It is under way already.</summary>
    Active,

    /// <summary>It has no raw snapshot to read again.</summary>
    NoRawData,

    /// <summary>There is no such crawl.</summary>
    NotFound,
}

/// <summary>The answer to a wish to replay a crawl.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Crawl">The crawl as it is now; null when there is none.</param>
public sealed record ReplayResult(ReplayStatus Status, Crawl? Crawl = null);

/// <summary>Reads a stored raw snapshot again with the present mappers. The provider is not asked, and nothing is paid.</summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
public sealed class CrawlReplay(CrawlStore crawls, CrawlLifecycle lifecycle)
{
    /// <summary>Puts a completed or failed crawl that has a raw snapshot back to <c>normalizing</c>. Of two calls, one does.</summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<ReplayResult> StartAsync(Guid crawlId, Scope scope, CancellationToken cancellationToken)
    {
        if (await crawls.FindAsync(crawlId, scope, cancellationToken) is not { } crawl)
        {
            return new ReplayResult(ReplayStatus.NotFound);
        }

        if (crawl.FinishedAt is null)
        {
            return new ReplayResult(ReplayStatus.Active, crawl);
        }

        if (crawl.Payload is null || !CrawlTransitions.Allows(crawl.State, CrawlState.Normalizing))
        {
            return new ReplayResult(ReplayStatus.NoRawData, crawl);
        }

        bool isMoved = await lifecycle.ReplayAsync(crawl, cancellationToken);
        return new ReplayResult(
            isMoved ? ReplayStatus.Started : ReplayStatus.Active, await crawls.GetAsync(crawlId, cancellationToken));
    }
}
