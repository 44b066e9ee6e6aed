using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>The context that orchestrators see.</summary>
internal sealed class EngineOrchestrationContext(OrchestrationRun run, ClaimedInstance instance, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    private int guids;

    public override TaskName Name { get; } = new(instance.Name);

    public override string InstanceId { get; } = instance.Id;

    public override ParentOrchestrationInstance? Parent { get; } =
        instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Id) : null;

    public override DateTime CurrentUtcDateTime => run.Now;

    public override bool IsReplaying => run.IsReplaying;

    /// <summary>The input of the next execution, once the code has asked for one.</summary>
    public (string? Input, bool KeepEvents)? NextExecution { get; private set; }

    public bool HasCustomStatus { get; private set; }

    public string? CustomStatus { get; private set; }

    protected override ILoggerFactory LoggerFactory => loggers;

    private string? SerializedInput { get; } = instance.Input;

    public void ClearCustomStatus() => HasCustomStatus = false;

    public override T? GetInput<T>()
        where T : default => (T?)DurableJson.Deserialize(SerializedInput, typeof(T));

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureOnPump();
        string activity = Names.Require(name.Name, nameof(name));
        string? json = DurableJson.Serialize(input);
        return RetryLoop.RunAsync(
            this, options?.Retry, () => run.Schedule<TResult>(EventKind.TaskScheduled, activity, null, json));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureOnPump();
        DateTime due = fireAt.Kind == DateTimeKind.Local
            ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return run.CreateTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureOnPump();
        return run.Events.WaitAsync<T>(Names.Require(eventName, nameof(eventName)), cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureOnPump();
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        run.Send(instanceId, Names.Require(eventName, nameof(eventName)), DurableJson.Serialize(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureOnPump();
        CustomStatus = DurableJson.Serialize(customStatus);
        HasCustomStatus = true;
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureOnPump();
        string orchestrator = Names.Require(orchestratorName.Name, nameof(orchestratorName));
        string? ownId = (options as SubOrchestrationOptions)?.InstanceId;
        if (ownId is not null)
        {
            Names.RequireInstanceId(ownId, nameof(options));
        }

        string? json = DurableJson.Serialize(input);
        return RetryLoop.RunAsync(this, options?.Retry, () => run.Schedule<TResult>(
            EventKind.SubOrchestrationCreated, orchestrator, ownId ?? NewGuid().ToString("N"), json, ownId is not null));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        EnsureOnPump();
        NextExecution = (DurableJson.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureOnPump();
        return DeterministicGuid.Create(string.Create(
            CultureInfo.InvariantCulture, $"{InstanceId}_{run.Execution}_{CurrentUtcDateTime:o}_{guids++}"));
    }

    private void EnsureOnPump()
    {
        if (!run.Pump.IsCurrent)
        {
            run.Pump.MarkViolated();
            throw new InvalidOperationException(OrchestrationRun.InvalidAwait);
        }
    }
}
