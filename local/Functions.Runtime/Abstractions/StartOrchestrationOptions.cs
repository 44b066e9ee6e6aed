namespace Microsoft.DurableTask;

/// <summary>How a new orchestration instance is started.</summary>
/// <param name="InstanceId">The id of the instance: at most 256 characters, not starting with <c>@</c>, without
/// <c>/ \ # ?</c> and control characters; null for a generated GUID.</param>
/// <param name="StartAt">When the instance may start; null for at once.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.startorchestrationoptions.</remarks>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null);
