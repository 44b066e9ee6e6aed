namespace Ingestion.Core.Crawls;

/// <summary>What became of the wish to cancel.</summary>
public enum CrawlCancelStatus
{
    /// <summary>It was queued and is cancelled; nothing was paid.</summary>
    Cancelled,

    /// <summary>Noted. The orchestration ends it: raise its cancel event.</summary>
    Requested,

    /// <summary>It has ended before.</summary>
    AlreadyFinished,

    /// <summary>There is no such crawl.</summary>
    NotFound,
}

/// <summary>The answer to a wish to cancel.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Crawl">The crawl as it is now; null when there is none.</param>
public sealed record CrawlCancelResult(CrawlCancelStatus Status, Crawl? Crawl = null);
