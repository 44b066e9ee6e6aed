namespace Ingestion.Core.Errors;

/// <summary>
/// A provider call had to wait for the shared rate budget where waiting is not one of its answers. A caller that can wait
/// catches it and waits on a durable timer for <see cref="RetryAfter"/>: a durable retry would come too early.
/// </summary>
/// <param name="operation">What was to be called, for example <c>input of snapshot sd_abc</c>.</param>
/// <param name="retryAfter">How long no call is to be made.</param>
public sealed class ProviderRateLimitedException(string operation, TimeSpan retryAfter)
    : TransientIngestionException(
        ErrorCodes.BrightDataRateLimited, $"{operation} has to wait {retryAfter.TotalSeconds:F0} s for the rate budget", null)
{
    /// <summary>How long no call is to be made.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
