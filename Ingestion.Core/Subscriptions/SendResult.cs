using System.Net;

namespace Ingestion.Core.Subscriptions;

/// <summary>What came of one attempt.</summary>
/// <param name="StatusCode">The receiver's answer; null when there was none.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
/// <param name="Error">Why it failed, in our words; null when it did not.</param>
/// <param name="AnswerCut">The beginning of the body of a failure, printable; null when there is none.</param>
/// <param name="RetryAfter">When the receiver wants the next attempt.</param>
internal sealed record SendResult(
    int? StatusCode, int ElapsedMs, string? Error = null, string? AnswerCut = null, TimeSpan? RetryAfter = null)
{
    internal bool IsDelivered => Error is null;

    /// <summary>The receiver wants nothing more.</summary>
    internal bool IsGone => StatusCode == (int)HttpStatusCode.Gone;

    /// <summary>The receiver itself is in trouble: the next event would fare no better.</summary>
    internal bool IsUnavailable => !IsDelivered && StatusCode is null or 408 or 429 or >= 500;
}
