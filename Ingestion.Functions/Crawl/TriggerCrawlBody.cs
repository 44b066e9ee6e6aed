using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;

namespace Ingestion.Functions.Crawl;

/// <summary>Answer to a trigger. `snapshot_id` is null while the crawl waits for a slot or for the provider.</summary>
internal sealed record TriggerCrawlBody : ManagedBody
{
    public TriggerCrawlBody(StatusLink link, Core.Crawls.Crawl crawl, CrawlPlan plan, DateTimeOffset now)
        : base(link)
    {
        bool hasSnapshot = crawl.SnapshotId is not null;
        Message = hasSnapshot ? "Crawl triggered successfully" : "Crawl accepted; it is triggered as soon as a slot is free";
        CrawlId = crawl.CrawlId;
        SnapshotId = crawl.SnapshotId;
        NumOfPosts = crawl.Request.NumOfPosts;
        NumOfPostsIsDefault = crawl.Request.NumOfPostsIsDefault;
        Timestamp = now;
        BackgroundProcessing = new TriggeredProcessing(
            plan.AutomaticPolling,
            hasSnapshot ? "started" : "queued",
            (int)plan.PollInterval.TotalSeconds,
            (int)plan.MaxPollingTime.TotalMinutes,
            plan.AutomaticPolling
                ? "Background polling started - crawl will auto-download when ready"
                : "Background polling is off - POST the download route when the snapshot is ready");
    }

    public string Status { get; } = "success";

    public string Message { get; }

    public Guid CrawlId { get; }

    public string? SnapshotId { get; }

    public int? NumOfPosts { get; }

    public bool NumOfPostsIsDefault { get; }

    public DateTimeOffset Timestamp { get; }

    public TriggeredProcessing BackgroundProcessing { get; }
}
