namespace Ingestion.Core.Download;

/// <summary>Which snapshot to store.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="SnapshotId">Its snapshot.</param>
/// <param name="Records">How many records the provider announced; null when it did not say.</param>
public sealed record DownloadInput(Guid CrawlId, string SnapshotId, long? Records);
