namespace Ingestion.Core.Subscriptions;

/// <summary>When a delivery is tried again: the waits that Standard Webhooks recommends, three days in all.</summary>
/// <remarks>https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (read 2026-11-21).</remarks>
internal static class RetrySchedule
{
    /// <summary>Longer than the longest wait: failures that are further apart are not one outage.</summary>
    internal static readonly TimeSpan LongestGap = TimeSpan.FromDays(2);

    private const double MaxJitter = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Attempts before a delivery has failed.</summary>
    internal static int MaxNumberOfAttempts => Waits.Length + 1;

    /// <summary>The wait after so many attempts, with up to a tenth more; null when there is no further one.</summary>
    internal static TimeSpan? WaitAfter(int attempts, TimeSpan? retryAfter)
    {
        if (attempts > Waits.Length)
        {
            return null;
        }

        TimeSpan wait = Waits[attempts - 1] * (1 + (MaxJitter * Random.Shared.NextDouble()));
        TimeSpan asked = retryAfter < Waits[^1] ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : Waits[^1];
        return wait > asked ? wait : asked;
    }
}
