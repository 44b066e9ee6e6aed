namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.suborchestrationoptions.</remarks>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with or without retries and an own instance id.</summary>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>The given options, with an instance id.</summary>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>The id of the new instance; null for a generated one (a deterministic GUID).</summary>
    public string? InstanceId { get; init; }
}
