namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's answer about a snapshot's progress.</summary>
/// <remarks>
/// Source: https://docs.brightdata.com/api-reference/web-scraper-api/management-apis/monitor-progress; read 2026-11-21.
/// </remarks>
public sealed record ProgressResponse
{
    /// <summary>The provider's status in our words.</summary>
    public required ProgressStatus Status { get; init; }

    /// <summary>The status exactly as sent, for example <c>running</c>; empty when none was sent.</summary>
    public string ProviderStatus { get; init; } = "";

    /// <summary>Records delivered, errors not counted; null until the snapshot is ready.</summary>
    public long? Records { get; init; }

    /// <summary>Inputs or items that failed; null until the snapshot is ready.</summary>
    public long? Errors { get; init; }

    /// <summary>Failures by provider code, for example <c>dead_page</c> -> 1; empty when none.</summary>
    public IReadOnlyDictionary<string, long> ErrorCodes { get; init; } = new Dictionary<string, long>();

    /// <summary>The provider's reason, at most 512 bytes; set for most <see cref="ProgressStatus.Failed"/> answers.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>
    /// Our error code for a failed or cancelled snapshot, for example <c>BRIGHTDATA_SNAPSHOT_FAILED</c>; else null.
    /// </summary>
    public string? FailureCode { get; init; }

    /// <summary>How long the collection took; null until the snapshot is ready.</summary>
    public TimeSpan? CollectionDuration { get; init; }

    /// <summary>How long to wait before the next call; set for <see cref="ProgressStatus.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
