using Functions.Runtime.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Engine;

/// <summary>The client on the PostgreSQL store.</summary>
internal sealed class EngineClient(
    string hub, ClientWriter writer, InstanceQueries queries, InstanceControl control, CompletionWaiters waiters)
    : DurableTaskClient(hub)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        string name = Names.Require(orchestratorName.Name, nameof(orchestratorName));
        string id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        Names.RequireInstanceId(id, nameof(options));
        var instance = new NewInstance(id, name, DurableJson.Serialize(input), options?.StartAt?.UtcDateTime);
        await writer.CreateAsync(instance, cancellation);
        return id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        string name = Names.Require(eventName, nameof(eventName));
        return writer.RaiseAsync(new NewEvent(instanceId, name, DurableJson.Serialize(eventPayload)), cancellation);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        return Cut(await waiters.WaitAsync(instanceId, forStart: true, cancellation), getInputsAndOutputs);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        return Cut(await waiters.WaitAsync(instanceId, forStart: false, cancellation), getInputsAndOutputs);
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        string[] ended = await control.TerminateAsync(
            instanceId, DurableJson.Serialize(options?.Output), options?.Recursive ?? false, cancellation)
            ?? throw NoInstance(instanceId);
        foreach (string id in ended)
        {
            waiters.CheckSoon(id);
        }

        // A parent may have to go on.
        writer.Woken?.Invoke();
    }

    public override async Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        if (!await control.SetSuspendedAsync(instanceId, suspended: true, cancellation))
        {
            throw NoInstance(instanceId);
        }
    }

    public override async Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        if (!await control.SetSuspendedAsync(instanceId, suspended: false, cancellation))
        {
            throw NoInstance(instanceId);
        }

        writer.Woken?.Invoke();
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        return queries.GetAsync(instanceId, getInputsAndOutputs, cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(queries, filter ?? new OrchestrationQuery());

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        return new PurgeResult(await control.PurgeAsync(instanceId, options?.Recursive ?? false, cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        long begun = TimeProvider.System.GetTimestamp();
        int total = 0;
        while (true)
        {
            (int count, bool hasMore) = await control.PurgePageAsync(filter, options?.Recursive ?? false, cancellation);
            total += count;
            if (!hasMore || TimeProvider.System.GetElapsedTime(begun) >= filter.Timeout)
            {
                return new PurgeResult(total, !hasMore);
            }
        }
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        Names.RequireInstanceId(instanceId, nameof(instanceId));
        (string Name, string? Input, bool IsFinished) source = await queries.SourceAsync(instanceId, cancellation)
            ?? throw new ArgumentException(EngineMessages.NoInstance(instanceId), nameof(instanceId));
        if (!restartWithNewInstanceId && !source.IsFinished)
        {
            throw new InvalidOperationException(
                $"The instance with the ID '{instanceId}' has not finished; it can be restarted only with a new ID.");
        }

        string id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await writer.CreateAsync(new NewInstance(id, source.Name, source.Input, null), cancellation);
        return id;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException NoInstance(string instanceId) => new(EngineMessages.NoInstance(instanceId));

    private static OrchestrationMetadata Cut(OrchestrationMetadata state, bool withPayloads) => withPayloads
        ? state
        : new OrchestrationMetadata(state.Name, state.InstanceId)
        {
            RuntimeStatus = state.RuntimeStatus,
            CreatedAt = state.CreatedAt,
            LastUpdatedAt = state.LastUpdatedAt,
        };
}
