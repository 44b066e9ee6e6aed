using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>Answer to a cancellation.</summary>
internal sealed class CancelCrawlBody(Core.Crawls.Crawl crawl, DateTimeOffset now)
{
    public string Status { get; } = "success";

    public string Message => crawl.State is CrawlState.Cancelled ? "Crawl cancelled" : "Cancellation requested; the current step ends first";

    public Guid CrawlId => crawl.CrawlId;

    public string? SnapshotId => crawl.SnapshotId;

    public CrawlState State => crawl.State;

    public DateTimeOffset Timestamp => now;
}
