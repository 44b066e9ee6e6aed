using Functions.Runtime.Engine;

namespace Microsoft.DurableTask.Client;

/// <summary>A snapshot of the state of an instance.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.client.orchestrationmetadata.</remarks>
public sealed class OrchestrationMetadata
{
    private readonly bool hasPayloads;

    /// <summary>A snapshot without payloads.</summary>
    public OrchestrationMetadata(string name, string instanceId)
        : this(name, instanceId, hasPayloads: false)
    {
    }

    internal OrchestrationMetadata(string name, string instanceId, bool hasPayloads)
    {
        Name = name;
        InstanceId = instanceId;
        this.hasPayloads = hasPayloads;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance id.</summary>
    public string InstanceId { get; }

    /// <summary>The state of the instance.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was scheduled (UTC, database clock).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its stored state last changed (UTC, database clock).</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input as JSON; null when there is none or payloads were not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output as JSON; for a terminated instance the reason. Null for a failed instance.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status as JSON.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Why the instance failed, else null. Given only when payloads were asked for.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it is running at the moment of the snapshot.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has reached a final state.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input, deserialized.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was taken without payloads.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>The output, deserialized.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was taken without payloads.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>The custom status, deserialized.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was taken without payloads.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <inheritdoc/>
    public override string ToString() => $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}]";

    private T? Read<T>(string? json) => hasPayloads
        ? (T?)DurableJson.Deserialize(json, typeof(T))
        : throw new InvalidOperationException(
            "The payloads of this instance were not fetched; ask for them with getInputsAndOutputs: true.");
}
