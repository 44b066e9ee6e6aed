namespace Ingestion.Core.Download;

/// <summary>Which snapshot goes where.</summary>
/// <param name="CrawlId">The crawl; written beside the blob.</param>
/// <param name="SnapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
/// <param name="DatasetId">The dataset, for example <c>gd_lkaxegm826bjpoo9m5</c>.</param>
/// <param name="ExpectedRecords">Records that the provider announced; null when unknown.</param>
/// <param name="PathDate">The day (UTC) in the blob's path; the same for every attempt of a crawl.</param>
/// <param name="LastAttempt">True when no retry follows: an incomplete body is then a result, not an exception.</param>
public sealed record SnapshotDownloadRequest(
    Guid CrawlId,
    string SnapshotId,
    string DatasetId,
    long? ExpectedRecords,
    DateOnly PathDate,
    bool LastAttempt = false);
