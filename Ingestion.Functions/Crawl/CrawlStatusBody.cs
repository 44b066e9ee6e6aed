using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Crawl;

/// <summary>Where a crawl stands. `status` is coarse, as in the seed; `state` is the exact state.</summary>
internal sealed record CrawlStatusBody : ManagedBody
{
    public CrawlStatusBody(StatusLink link, CrawlStatusView view)
        : base(link)
    {
        Core.Crawls.Crawl crawl = view.Crawl;
        CrawlId = crawl.CrawlId;
        SnapshotId = crawl.SnapshotId;
        Status = view.Status;
        State = crawl.State;
        ReadyForDownload = view.ReadyForDownload;
        Timestamp = view.ReadAt;
        Metadata = new CrawlMetadataBody(crawl);
        BackgroundProcessing = new CrawlProcessingBody(view);
        Result = crawl.Payload;
        Normalized = crawl.Normalized;
        Error = CrawlErrorBody.Of(crawl);
    }

    public Guid CrawlId { get; }

    public string? SnapshotId { get; }

    public string Status { get; }

    public CrawlState State { get; }

    public bool ReadyForDownload { get; }

    public DateTimeOffset Timestamp { get; }

    public CrawlMetadataBody Metadata { get; }

    public CrawlProcessingBody BackgroundProcessing { get; }

    public StoredPayload? Result { get; }

    public NormalizedResult? Normalized { get; }

    public CrawlErrorBody? Error { get; }
}
