using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>The stored result of a completed crawl.</summary>
internal sealed class DownloadCrawlBody(Core.Crawls.Crawl crawl, DateTimeOffset now)
{
    public string Status { get; } = "success";

    public string Message { get; } = "Data downloaded successfully";

    public Guid CrawlId => crawl.CrawlId;

    public string? SnapshotId => crawl.SnapshotId;

    public string? BlobPath => crawl.Payload?.BlobPath;

    public long? PostCount => crawl.Payload?.Posts;

    public long? MediaCount => crawl.Payload?.Media;

    public StoredPayload? Result => crawl.Payload;

    public NormalizedResult? Normalized => crawl.Normalized;

    public DateTimeOffset Timestamp => now;
}
