namespace Ingestion.Core.Crawls;

/// <summary>One crawl as the database knows it: a row of <c>crawl_metadata</c>. Times are UTC.</summary>
public sealed record Crawl
{
    /// <summary>Its id, and the id of its orchestration. Version 7: later crawls sort later.</summary>
    public required Guid CrawlId { get; init; }

    /// <summary>What was ordered.</summary>
    public required CrawlRequest Request { get; init; }

    /// <summary>What is being done now.</summary>
    public required CrawlState State { get; init; }

    /// <summary>The connected account whose sync it is the tail of; null for a crawl that somebody ordered.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The caller who ordered it, or the owner of the account; null for a crawl that callers share.</summary>
    public string? Owner { get; init; }

    /// <summary>1, and one more for each time that it was taken up again after a failure or replayed.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The provider's id of the result, for example <c>sd_mb3x...</c>; null before the paid call was answered.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>When it was ordered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it got its slot.</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When the paid call was first prepared.</summary>
    public DateTimeOffset? TriggeringAt { get; init; }

    /// <summary>When the snapshot id was stored.</summary>
    public DateTimeOffset? PollingAt { get; init; }

    /// <summary>When the provider first said that the snapshot is ready; its day names the blob's folder.</summary>
    public DateTimeOffset? DownloadingAt { get; init; }

    /// <summary>When the raw blob was complete, or its replay was asked for.</summary>
    public DateTimeOffset? NormalizingAt { get; init; }

    /// <summary>When the rows were committed.</summary>
    public DateTimeOffset? PublishingAt { get; init; }

    /// <summary>When it ended, in whatever way; null while it is active.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often the provider was asked for progress.</summary>
    public int Polls { get; init; }

    /// <summary>When it will be asked next, at the latest; null when it is not waiting.</summary>
    public DateTimeOffset? NextPollAt { get; init; }

    /// <summary>The provider's last status as it was sent, for example <c>running</c>.</summary>
    public string? ProviderStatus { get; init; }

    /// <summary>How many records the provider says it delivers, which is what it bills.</summary>
    public long? ProviderRecords { get; init; }

    /// <summary>Downloads of this attempt that were cut off.</summary>
    public int DownloadInterruptions { get; init; }

    /// <summary>When a caller asked to cancel it.</summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }

    /// <summary>What is in the raw zone; null before that.</summary>
    public StoredPayload? Payload { get; init; }

    /// <summary>What became of its records; null before they were read.</summary>
    public NormalizedResult? Normalized { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The step that failed, for example <c>polling_timeout</c>.</summary>
    public string? FailedStage { get; init; }

    /// <summary>The time of observation of records that do not tell it themselves; a replay does not change it.</summary>
    internal DateTimeOffset ObservedAt => DownloadingAt ?? CreatedAt;

    /// <summary>True when the provider's result can be fetched, or is stored already.</summary>
    public bool IsReadyForDownload =>
        State is CrawlState.Downloading or CrawlState.Normalizing or CrawlState.Publishing or CrawlState.Completed
        || (SnapshotId is not null && ProviderStatus == "ready");
}
