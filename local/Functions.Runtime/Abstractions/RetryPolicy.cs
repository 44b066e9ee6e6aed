namespace Microsoft.DurableTask;

/// <summary>A declarative retry policy. The delay before attempt n+1 is <c>firstRetryInterval x backoffCoefficient^(n-1)</c>,
/// capped at <see cref="MaxRetryInterval"/>; delays are durable timers.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.retrypolicy.</remarks>
public class RetryPolicy
{
    private static readonly TimeSpan DefaultMaxRetryInterval = TimeSpan.FromHours(1);

    private readonly Func<TaskFailureDetails, bool> handleFailure = static _ => true;

    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first one included; at least 1.</param>
    /// <param name="firstRetryInterval">The first delay; more than zero.</param>
    /// <param name="backoffCoefficient">The factor from delay to delay; at least 1.</param>
    /// <param name="maxRetryInterval">The longest delay; default one hour.</param>
    /// <param name="retryTimeout">No attempt is begun after this time since the first; default unlimited.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        if (maxRetryInterval < firstRetryInterval)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxRetryInterval), maxRetryInterval, "The longest interval must not be shorter than the first.");
        }

        if (retryTimeout is { } timeout && timeout != Timeout.InfiniteTimeSpan && timeout < firstRetryInterval)
        {
            throw new ArgumentOutOfRangeException(
                nameof(retryTimeout), retryTimeout, "The time-out must not be shorter than the first interval.");
        }

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? DefaultMaxRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts in all, the first one included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>The factor from delay to delay. Default 1.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest delay. Default one hour.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>The time after which no attempt is begun, by the orchestration's clock. Default unlimited.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Decides which failures are retried. Default: all.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure { init => handleFailure = value; }

    internal bool ShouldRetry(TaskFailureDetails failure) => handleFailure(failure);
}
