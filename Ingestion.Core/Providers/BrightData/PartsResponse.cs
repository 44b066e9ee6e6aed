namespace Ingestion.Core.Providers.BrightData;

/// <summary>In how many parts a snapshot is delivered.</summary>
/// <param name="Status">Whether the number is known.</param>
/// <param name="Parts">Number of parts, at least 0; set for <see cref="SnapshotAvailability.Available"/>.</param>
/// <param name="RetryAfter">How long to wait; set for <see cref="SnapshotAvailability.NotReady"/> and
/// <c>RateLimited</c>.</param>
public sealed record PartsResponse(SnapshotAvailability Status, int Parts = 0, TimeSpan? RetryAfter = null);
