namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's answer to a trigger.</summary>
public sealed record TriggerResponse
{
    /// <summary>Whether the collection runs.</summary>
    public required TriggerStatus Status { get; init; }

    /// <summary>The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>; set for <see cref="TriggerStatus.Accepted"/>.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>How long to wait before the next call; set for <see cref="TriggerStatus.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
