using Microsoft.DurableTask;

namespace Functions.Runtime.Engine;

// The two names say what they are: what a function looks like to the engine.
#pragma warning disable CA1711

/// <summary>Runs an orchestrator; the engine serializes its result.</summary>
public delegate Task<object?> OrchestratorDelegate(TaskOrchestrationContext context);

/// <summary>Runs an activity; the engine serializes its result. The token is cancelled when the host drains or the function
/// has run out of time.</summary>
public delegate Task<object?> ActivityDelegate(ActivityCall call, CancellationToken cancellationToken);

/// <summary>One call of an activity.</summary>
/// <param name="InstanceId">The orchestration instance that called.</param>
/// <param name="Name">The activity's name.</param>
/// <param name="TaskId">The number of the call in its orchestration, from 0.</param>
/// <param name="SerializedInput">The input as JSON; null for none.</param>
public sealed record ActivityCall(string InstanceId, string Name, int TaskId, string? SerializedInput);
