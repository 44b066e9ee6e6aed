namespace Microsoft.DurableTask;

/// <summary>What a retry handler knows about the last attempt.</summary>
/// <param name="OrchestrationContext">The orchestration that called the task; a handler may wait on its timers.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed, from 1.</param>
/// <param name="LastFailure">Why it failed.</param>
/// <param name="TotalRetryTime">The time since the first attempt, by the orchestration's clock.</param>
/// <param name="CancellationToken">Never cancelled in this runtime.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.retrycontext.</remarks>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
