using Ingestion.Core.Crawls;

namespace Ingestion.Tests.Persistence;

/// <summary>Brings a crawl to a state through the real moves.</summary>
internal static class Stories
{
    internal static readonly StoredPayload Payload = new(
        "social-analytics-raw-data/raw_snapshots/2026/11/21/snapshot_sd_story.json",
        PayloadBytes: 123_456,
        Sha256: new string('a', 64),
        Records: 160,
        Posts: 150,
        Media: 75,
        ErrorRecords: 9,
        SkippedRecords: 1);

    internal static readonly NormalizedResult Normalized = new()
    {
        Normalization = NormalizedResult.Completed,
        MapperVersion = 1,
        Stored = 140,
        Updated = 6,
        Unchanged = 3,
        Quarantined = 2,
        ProviderErrors = 9,
        BronzePath = "social-analytics-raw-data/bronze/platform=facebook/date=2026-11-21/snapshot_sd_story.ndjson.gz",
    };

    internal static async Task<Crawl> PollingAsync(PipelineDatabase pipeline, string snapshotId = "sd_story")
    {
        Crawl crawl = await pipeline.SubmitAsync();
        DateTimeOffset at = crawl.CreatedAt;
        await pipeline.Moves.ToTriggeringAsync(crawl, Guid.NewGuid(), at, CancellationToken.None);
        await pipeline.Moves.ToPollingAsync(
            crawl, snapshotId, pipeline.Events.Triggered(crawl, snapshotId, at), at, CancellationToken.None);
        return await pipeline.ReadAsync(crawl.CrawlId);
    }

    internal static async Task<Crawl> DownloadingAsync(PipelineDatabase pipeline, string snapshotId = "sd_story")
    {
        Crawl crawl = await PollingAsync(pipeline, snapshotId);
        await pipeline.Moves.ToDownloadingAsync(crawl, "ready", Payload.Records, 1, crawl.CreatedAt, CancellationToken.None);
        return await pipeline.ReadAsync(crawl.CrawlId);
    }

    internal static async Task<Crawl> StoredAsync(PipelineDatabase pipeline, string snapshotId = "sd_story")
    {
        Crawl crawl = await DownloadingAsync(pipeline, snapshotId);
        await pipeline.Moves.ToNormalizingAsync(crawl, snapshotId, Payload, crawl.CreatedAt, CancellationToken.None);
        return await pipeline.ReadAsync(crawl.CrawlId);
    }

    internal static async Task<Crawl> NormalizedAsync(
        PipelineDatabase pipeline, string snapshotId = "sd_story", TimeSpan duration = default)
    {
        Crawl crawl = await StoredAsync(pipeline, snapshotId);
        DateTimeOffset at = crawl.CreatedAt + duration;
        await pipeline.Database.RunAsync(
            connection => CrawlMoveStore.ToPublishingAsync(
                connection, crawl, Normalized, pipeline.Events.Completed(crawl, Normalized, at), at, CancellationToken.None),
            CancellationToken.None);
        return await pipeline.ReadAsync(crawl.CrawlId);
    }

    internal static async Task<Crawl> CompletedAsync(
        PipelineDatabase pipeline, string snapshotId, TimeSpan duration)
    {
        Crawl crawl = await NormalizedAsync(pipeline, snapshotId, duration);
        await pipeline.Moves.ToCompletedAsync(crawl, crawl.CreatedAt + duration, CancellationToken.None);
        return await pipeline.ReadAsync(crawl.CrawlId);
    }
}
