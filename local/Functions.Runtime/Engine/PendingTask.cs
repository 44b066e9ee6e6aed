using System.Text.Json;
using Microsoft.DurableTask;

namespace Functions.Runtime.Engine;

/// <summary>A durable task that the orchestrator may be waiting for.</summary>
internal interface IPendingTask
{
    void Complete(string? json);

    void Fail(TaskFailureDetails failure);
}

/// <summary>A durable task with a result. Continuations run in place, on the pump.</summary>
internal sealed class PendingTask<T>(string name, int taskId) : TaskCompletionSource<T>, IPendingTask
{
    public void Complete(string? json)
    {
        try
        {
            TrySetResult((T)DurableJson.Deserialize(json, typeof(T))!);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            TrySetException(exception);
        }
    }

    public void Fail(TaskFailureDetails failure) => TrySetException(new TaskFailedException(name, taskId, failure));
}
