namespace Ingestion.Core.Download;

/// <summary>What became of a download. Records = Posts + ErrorRecords + WarningRecords + SkippedRecords.</summary>
public sealed record SnapshotDownloadResult
{
    /// <summary>How it ended.</summary>
    public required SnapshotDownloadStatus Status { get; init; }

    /// <summary>How long to wait; set for <c>NotReady</c> and <c>RateLimited</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why it is no snapshot, with the byte position; set for <c>Invalid</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the bytes are; null when none are kept. <c>raw_snapshots/2026/11/21/snapshot_sd_abc.json</c>.</summary>
    public string? BlobPath { get; init; }

    /// <summary>Number of bytes kept.</summary>
    public long PayloadBytes { get; init; }

    /// <summary>SHA-256 of these bytes in lower-case hex; empty when none are kept.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>All records.</summary>
    public long Records { get; init; }

    /// <summary>Records with content.</summary>
    public long Posts { get; init; }

    /// <summary>Photos, videos and attachments of the posts.</summary>
    public long Media { get; init; }

    /// <summary>Records that only say why an input failed.</summary>
    public long ErrorRecords { get; init; }

    /// <summary>Records that hold a warning and no content.</summary>
    public long WarningRecords { get; init; }

    /// <summary>Records over the size or depth limit, or no objects.</summary>
    public long SkippedRecords { get; init; }
}
