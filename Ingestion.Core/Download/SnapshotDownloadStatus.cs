namespace Ingestion.Core.Download;

/// <summary>The expected ends of a download.</summary>
public enum SnapshotDownloadStatus
{
    /// <summary>In the raw zone, whole; now or since an earlier attempt. May hold no record.</summary>
    Stored,

    /// <summary>The provider is still building it; ask again after <see cref="SnapshotDownloadResult.RetryAfter"/>.</summary>
    NotReady,

    /// <summary>No turn in the rate budget; ask again after <see cref="SnapshotDownloadResult.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>Not the JSON that was promised; what came is kept at <see cref="SnapshotDownloadResult.BlobPath"/>.</summary>
    Invalid,

    /// <summary>Cut off or stalled once too often; what came last is kept at <see cref="SnapshotDownloadResult.BlobPath"/>.</summary>
    Interrupted,

    /// <summary>The provider has deleted it.</summary>
    Expired,

    /// <summary>The provider does not know it.</summary>
    NotFound,
}
