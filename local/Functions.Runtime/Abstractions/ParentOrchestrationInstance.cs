namespace Microsoft.DurableTask;

/// <summary>The orchestration that started a sub-orchestration.</summary>
/// <param name="Name">The parent's orchestrator.</param>
/// <param name="InstanceId">The parent's instance id.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.parentorchestrationinstance.</remarks>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
