namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again, at once.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.retryhandler.</remarks>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides whether a failed task is tried again; may wait on durable timers first.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.asyncretryhandler.</remarks>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
