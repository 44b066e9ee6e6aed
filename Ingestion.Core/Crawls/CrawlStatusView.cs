namespace Ingestion.Core.Crawls;

/// <summary>Everything that the status route shows.</summary>
public sealed record CrawlStatusView
{
    /// <summary>The crawl; its <see cref="Crawl.State"/> is what is being done in detail.</summary>
    public required Crawl Crawl { get; init; }

    /// <summary>
    /// The seed's coarse word: <c>queued</c>, <c>processing</c>, <c>completed</c>, <c>failed</c>, <c>timed_out</c> or
    /// <c>cancelled</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>True when POST download would not have to wait for the provider.</summary>
    public required bool ReadyForDownload { get; init; }

    /// <summary>True while the pipeline works on the crawl by itself.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Creation plus what past crawls of the dataset usually took; null without any, and once it has ended.</summary>
    public DateTimeOffset? EstimatedCompletion { get; init; }

    /// <summary>From creation to the end, or to now.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Poll interval, limits and whether polling is automatic.</summary>
    public required CrawlPlan Plan { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
