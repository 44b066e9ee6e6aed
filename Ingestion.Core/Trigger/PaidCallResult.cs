using Ingestion.Core.Crawls;

namespace Ingestion.Core.Trigger;

internal enum PaidCallStatus
{
    Accepted,
    RateLimited,

    /// <summary>Certainly not ordered, and it never will be.</summary>
    Refused,

    /// <summary>Not sent: another worker is at it, a caller cancels, or the process slept too long.</summary>
    NotSent,
}

internal sealed record PaidCallResult(
    PaidCallStatus Status, string? SnapshotId = null, TimeSpan? RetryAfter = null, Failure? Failure = null);
