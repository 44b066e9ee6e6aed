using System.Collections.Concurrent;
using Functions.Runtime.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>Runs the episodes of claimed instances: takes the live object or replays history, advances it, stores what it did.</summary>
internal sealed class OrchestrationRunner : IDisposable
{
    private const int LongHistory = 50_000;
    private const int MinClaimed = 128;

    private readonly ConcurrentDictionary<string, ClaimedInstance> inFlight = new(StringComparer.Ordinal);

    // A foreign continuation can arrive after its run was dropped from memory; a replay would await the same again.
    private readonly ConcurrentDictionary<(long Key, int Execution), bool> violations = new();
    private readonly FunctionRegistry registry;
    private readonly DurableEngineOptions options;
    private readonly EngineStore store;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly LiveInstanceCache live;
    private readonly SemaphoreSlim places;
    private readonly int maxClaimed;

    public OrchestrationRunner(
        FunctionRegistry registry, DurableEngineOptions options, EngineStore store, ILoggerFactory loggers)
    {
        this.registry = registry;
        this.options = options;
        this.store = store;
        this.loggers = loggers;
        logger = loggers.CreateLogger<OrchestrationRunner>();
        live = new LiveInstanceCache(options.LiveInstanceCacheSize);
        places = new SemaphoreSlim(options.MaxConcurrentOrchestrators);
        maxClaimed = Math.Max(MinClaimed, 2 * options.MaxConcurrentOrchestrators);
    }

    /// <summary>Called after each piece of work; the time says when that instance is due next.</summary>
    public Action<TimeSpan?>? Finished { get; set; }

    /// <summary>Called with the new state when an instance has begun or ended, and with the timestamp before it was stored.</summary>
    public Action<OrchestrationMetadata, long>? Changed { get; set; }

    /// <summary>Called when a claimed row may have been left behind.</summary>
    public Action? LeftBehind { get; set; }

    public int FreePlaces => maxClaimed - inFlight.Count;

    public int Count => inFlight.Count;

    public long[] Keys => [.. inFlight.Values.Select(static instance => instance.Key)];

    public bool IsActive(string instanceId) => inFlight.ContainsKey(instanceId);

    public void Start(ClaimedInstance instance)
    {
        inFlight[instance.Id] = instance;
        ThreadPool.UnsafeQueueUserWorkItem(
            static item => _ = item.Self.RunAsync(item.Instance), (Self: this, Instance: instance), preferLocal: false);
    }

    /// <summary>Forgets all live objects: their instances now belong to others.</summary>
    public void DropCache() => live.Clear();

    public void Dispose() => places.Dispose();

    private async Task RunAsync(ClaimedInstance instance)
    {
        WriteResult? result = null;
        OrchestrationMetadata? changed = null;
        long since = 0;
        try
        {
            (OrchestrationRun? run, Episode episode) = await ExecuteAsync(instance);
            since = TimeProvider.System.GetTimestamp();
            result = await store.Writer.StoreAsync(new CheckpointWrite(instance, episode));
            if (result.Status == WriteStatus.Invalid)
            {
                Log.CheckpointInvalid(logger, result.Error!, instance.Id);
                (run, episode) = (null, Episode.Fail(TaskFailureDetails.FromException(result.Error!)));
                result = await store.Writer.StoreAsync(new CheckpointWrite(instance, episode));
            }

            changed = await ConcludeAsync(instance, run, episode, result);
        }
        catch (Exception exception)
        {
            Log.Unexpected(logger, exception);
            LeftBehind?.Invoke();
        }
        finally
        {
            inFlight.TryRemove(KeyValuePair.Create(instance.Id, instance));
            if (changed is not null)
            {
                Changed?.Invoke(changed, since);
            }

            Finished?.Invoke(result?.NextDueIn);
        }
    }

    private async Task<(OrchestrationRun? Run, Episode Episode)> ExecuteAsync(ClaimedInstance instance)
    {
        if (instance.Attempts >= options.MaxDeliveryCount)
        {
            return (null, Episode.Fail(Failures.PoisonInstance(instance)));
        }

        if (violations.TryRemove((instance.Key, instance.Execution), out _))
        {
            return (null, Episode.Fail(Failures.InvalidAwait()));
        }

        await places.WaitAsync();
        try
        {
            OrchestrationRun? run = live.Take(instance);
            if (run is null)
            {
                if (!registry.Orchestrators.TryGetValue(instance.Name, out OrchestratorDelegate? orchestrator))
                {
                    return (null, Episode.Fail(Failures.UnknownOrchestrator(instance.Name, registry)));
                }

                run = await LoadAsync(instance, orchestrator);
            }

            return (run, run.Advance(instance.Now, instance.Messages));
        }
        catch (DurableTask.Core.Exceptions.NonDeterministicOrchestrationException exception)
        {
            return (null, Episode.Fail(TaskFailureDetails.FromException(exception)));
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<OrchestrationRun> LoadAsync(ClaimedInstance instance, OrchestratorDelegate orchestrator)
    {
        var run = new OrchestrationRun(instance, orchestrator, loggers);
        run.Pump.Violation = () =>
        {
            violations[(instance.Key, instance.Execution)] = true;
            _ = WakeAsync(instance.Key, instance.Execution);
        };
        if (instance.HistoryEvents > 0)
        {
            await foreach (List<HistoryEvent> checkpoint in store.History.ReadAsync(instance.Key, CancellationToken.None))
            {
                run.Replay(checkpoint);
            }
        }

        return run;
    }

    private async Task<OrchestrationMetadata?> ConcludeAsync(
        ClaimedInstance instance, OrchestrationRun? run, Episode episode, WriteResult result)
    {
        if (result.Status != WriteStatus.Stored)
        {
            Log.CheckpointRefused(logger, instance.Id);
            await store.Claims.ReleaseAsync(instance, CancellationToken.None);
            LeftBehind?.Invoke();
            return null;
        }

        int events = instance.HistoryEvents + episode.History.Count;
        if (events >= LongHistory && instance.HistoryEvents < LongHistory)
        {
            Log.HistoryLong(logger, instance.Id, events);
        }

        if (episode.Outcome == EpisodeOutcome.Waiting && run is not null)
        {
            run.Revision = instance.Revision + 1;
            live.Put(run);
            if (violations.ContainsKey((instance.Key, instance.Execution)))
            {
                // It came while the checkpoint was written, and the checkpoint has set another due time since.
                await WakeAsync(instance.Key, instance.Execution);
            }
        }
        else
        {
            violations.TryRemove((instance.Key, instance.Execution), out _);
        }

        if (episode.Outcome == EpisodeOutcome.Failed)
        {
            Log.InstanceFailed(logger, instance.Id, episode.Failure!.ToString());
        }

        bool isNews = instance.Revision == 0 || episode.Outcome is EpisodeOutcome.Completed or EpisodeOutcome.Failed;
        return isNews ? Describe(instance, episode, result) : null;
    }

    private static OrchestrationMetadata Describe(ClaimedInstance instance, Episode episode, WriteResult result)
    {
        bool isDone = episode.Outcome is EpisodeOutcome.Completed or EpisodeOutcome.Failed;
        return new OrchestrationMetadata(instance.Name, instance.Id, hasPayloads: true)
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)CheckpointRows.StatusOf(episode.Outcome),
            CreatedAt = instance.CreatedAt,
            LastUpdatedAt = result.UpdatedAt,
            FailureDetails = episode.Failure,
            SerializedInput = episode.Outcome == EpisodeOutcome.ContinuedAsNew ? episode.Output : instance.Input,
            SerializedOutput = isDone ? episode.Output : null,
            SerializedCustomStatus = episode.HasCustomStatus ? episode.CustomStatus : instance.CustomStatus,
        };
    }

    private async Task WakeAsync(long key, int execution)
    {
        try
        {
            if (!await store.Control.WakeAsync(key, CancellationToken.None))
            {
                violations.TryRemove((key, execution), out _);
            }

            Finished?.Invoke(TimeSpan.Zero);
        }
        catch (DurableStoreUnavailableException exception)
        {
            Log.StoreAway(logger, exception);
        }
    }
}
