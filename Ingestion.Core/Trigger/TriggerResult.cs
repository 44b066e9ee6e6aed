using Ingestion.Core.Crawls;

namespace Ingestion.Core.Trigger;

/// <summary>What became of the paid call.</summary>
public enum TriggerStatus
{
    /// <summary>The provider collects; <see cref="TriggerResult.SnapshotId"/> is stored.</summary>
    Triggered,

    /// <summary>Not now: trigger again after <see cref="TriggerResult.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>The crawl has ended; <see cref="TriggerResult.Failure"/> says why and its event is committed.</summary>
    Failed,

    /// <summary>A caller wants the crawl to end; nothing was ordered by this call.</summary>
    Cancelled,
}

/// <summary>The outcome of <see cref="TriggerService"/>.</summary>
public sealed record TriggerResult
{
    /// <summary>What became of the paid call.</summary>
    public required TriggerStatus Status { get; init; }

    /// <summary>The snapshot, for <see cref="TriggerStatus.Triggered"/>.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>The wait, for <see cref="TriggerStatus.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The reason, for <see cref="TriggerStatus.Failed"/>.</summary>
    public Failure? Failure { get; init; }
}
