using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Crawl;

/// <summary>Answer to a request that started or joined work on a snapshot which goes on in the background.</summary>
internal sealed record UnderWayBody : ManagedBody
{
    public UnderWayBody(StatusLink link, Core.Crawls.Crawl crawl, DateTimeOffset now)
        : base(link)
    {
        Message = $"Crawl is {crawl.State.ToWire()}";
        CrawlId = crawl.CrawlId;
        SnapshotId = crawl.SnapshotId;
        State = crawl.State;
        Timestamp = now;
    }

    public string Status { get; } = "success";

    public string Message { get; }

    public Guid CrawlId { get; }

    public string? SnapshotId { get; }

    public CrawlState State { get; }

    public DateTimeOffset Timestamp { get; }
}
