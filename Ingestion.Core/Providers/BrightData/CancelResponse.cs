namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's answer to a cancel.</summary>
/// <param name="Status">What became of the collection.</param>
/// <param name="RetryAfter">How long to wait before the next call; set for <see cref="CancelStatus.RateLimited"/>.</param>
public sealed record CancelResponse(CancelStatus Status, TimeSpan? RetryAfter = null);
