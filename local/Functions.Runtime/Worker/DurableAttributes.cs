using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives a function a client of the orchestrations. The parameter is a <c>DurableTaskClient</c>.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.durableclientattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Task hub of the client. This runtime serves the hub of host.json only and ignores it.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Setting that names the backend. This runtime has one backend and ignores it.</summary>
    public string? ConnectionName { get; set; }
}

/// <summary>Makes a function an orchestrator. The parameter is a <c>TaskOrchestrationContext</c>.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.orchestrationtriggerattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Name of the orchestrator. Default: the function's name.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Makes a function an activity. The parameter is the activity's input, of any type that JSON can carry.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.activitytriggerattribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Name of the activity. Default: the function's name.</summary>
    public string? Activity { get; set; }
}
