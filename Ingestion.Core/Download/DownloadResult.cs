using Ingestion.Core.Crawls;

namespace Ingestion.Core.Download;

/// <summary>What became of the download.</summary>
public enum DownloadStatus
{
    /// <summary>The snapshot is in the raw zone, whole: normalise.</summary>
    Stored,

    /// <summary>The provider still builds it: download again after <see cref="DownloadResult.RetryAfter"/>.</summary>
    NotReady,

    /// <summary>The provider was not asked: download again after <see cref="DownloadResult.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>The crawl has ended; <see cref="DownloadResult.Failure"/> says why and its event is committed.</summary>
    Failed,

    /// <summary>A caller wants the crawl to end.</summary>
    Cancelled,
}

/// <summary>The outcome of <see cref="DownloadService"/>.</summary>
public sealed record DownloadResult
{
    /// <summary>What became of the download.</summary>
    public required DownloadStatus Status { get; init; }

    /// <summary>The wait, for <see cref="DownloadStatus.NotReady"/> and <see cref="DownloadStatus.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The reason, for <see cref="DownloadStatus.Failed"/>.</summary>
    public Failure? Failure { get; init; }
}
