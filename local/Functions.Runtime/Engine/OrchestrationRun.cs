using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>One execution of an orchestrator in memory. History is replayed into it checkpoint by checkpoint; then it advances by
/// the messages that have arrived. It can be kept and advanced again, or be dropped at any time and replayed elsewhere.</summary>
internal sealed class OrchestrationRun
{
    internal const string InvalidAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator "
        + "function's implementation or by middleware that invokes asynchronous code.";

    private readonly OrchestratorDelegate orchestrator;
    private readonly EngineOrchestrationContext context;
    private readonly Dictionary<int, IPendingTask> pending = [];
    private readonly List<OrchestrationAction> actions = [];
    private readonly List<int> cancelledTimers = [];
    private Task<object?>? result;
    private int nextTaskId;

    public OrchestrationRun(ClaimedInstance instance, OrchestratorDelegate orchestrator, ILoggerFactory loggers)
    {
        Key = instance.Key;
        Execution = instance.Execution;
        Events = new ExternalEvents(Pump);
        this.orchestrator = orchestrator;
        context = new EngineOrchestrationContext(this, instance, loggers);
    }

    public long Key { get; }

    public int Execution { get; }

    /// <summary>The stored revision that this object stands at.</summary>
    public int Revision { get; set; }

    public OrchestrationPump Pump { get; } = new();

    public ExternalEvents Events { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Runs one checkpoint of history again.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code did not do what history says.</exception>
    public void Replay(IReadOnlyList<HistoryEvent> checkpoint)
    {
        IsReplaying = true;
        List<HistoryEvent> expected = [];
        Pump.Run(() =>
        {
            foreach (HistoryEvent step in checkpoint)
            {
                if (step.Kind == EventKind.EpisodeStarted)
                {
                    Begin(step.At);
                }
                else if (IsAction(step.Kind))
                {
                    expected.Add(step);
                }
                else
                {
                    Apply(step);
                }
            }
        });
        ReplayCheck.Compare(expected, actions, result);
        IsReplaying = false;
    }

    /// <summary>Advances by new messages and says what is to be stored.</summary>
    public Episode Advance(DateTime now, IReadOnlyList<InboxMessage> messages)
    {
        // The database's clock may have been set back; the orchestration's never goes back.
        now = now < Now ? Now : now;
        List<HistoryEvent> history = [new(EventKind.EpisodeStarted, -1, null, null, now)];
        context.ClearCustomStatus();
        Pump.Run(() =>
        {
            Begin(now);
            foreach (InboxMessage message in messages)
            {
                if (message.Event.Kind == EventKind.EventRaised || message.Execution == Execution)
                {
                    history.Add(message.Event);
                    Apply(message.Event);
                }
            }
        });
        history.AddRange(actions.Select(static action => action.Step));
        return Conclude(history);
    }

    /// <summary>Adds an action that completes later.</summary>
    public Task<T> Schedule<T>(EventKind kind, string name, string? payload, string? input, bool hasOwnInstanceId = false)
    {
        int taskId = AddAction(kind, name, payload, input, Now, hasOwnInstanceId);
        var task = new PendingTask<T>(name, taskId);
        pending.Add(taskId, task);
        return task.Task;
    }

    /// <summary>Adds an action without a result.</summary>
    public void Send(string instanceId, string eventName, string? payload) =>
        AddAction(EventKind.EventSent, eventName, instanceId, payload, Now, false);

    public Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        int taskId = AddAction(EventKind.TimerCreated, null!, null, null, fireAt, false);
        OrchestrationAction action = actions[^1];
        var task = new PendingTask<object?>("Timer", taskId);
        if (cancellationToken.IsCancellationRequested)
        {
            action.IsCancelled = true;
            task.SetCanceled(cancellationToken);
            return task.Task;
        }

        pending.Add(taskId, task);
        cancellationToken.Register(() => CancelTimer(taskId, action, task, cancellationToken));
        return task.Task;
    }

    private static bool IsAction(EventKind kind) => kind is EventKind.TaskScheduled or EventKind.TimerCreated
        or EventKind.SubOrchestrationCreated or EventKind.EventSent;

    private void CancelTimer(
        int taskId, OrchestrationAction action, PendingTask<object?> task, CancellationToken cancellationToken)
    {
        if (!Pump.IsCurrent)
        {
            // Cancelled by something outside, for example by CancelAfter: not repeatable.
            Pump.MarkViolated();
            return;
        }

        if (!pending.Remove(taskId))
        {
            return;
        }

        action.IsCancelled = true;
        if (!IsReplaying && !actions.Contains(action))
        {
            cancelledTimers.Add(taskId);
        }

        task.TrySetCanceled(cancellationToken);
    }

    private int AddAction(EventKind kind, string? name, string? payload, string? input, DateTime at, bool hasOwnInstanceId)
    {
        int taskId = nextTaskId++;
        actions.Add(new OrchestrationAction(new HistoryEvent(kind, taskId, name, payload, at), input, hasOwnInstanceId));
        return taskId;
    }

    private void Begin(DateTime now)
    {
        Now = now;
        actions.Clear();
        cancelledTimers.Clear();
        if (result is null)
        {
            result = Start();
            Pump.Drain();
        }
    }

    private Task<object?> Start()
    {
        try
        {
            return orchestrator(context);
        }
        catch (Exception exception)
        {
            return Task.FromException<object?>(exception);
        }
    }

    private void Apply(HistoryEvent step)
    {
        switch (step.Kind)
        {
            case EventKind.EventRaised:
                Events.Raise(step);
                break;
            case EventKind.TaskFailed or EventKind.SubOrchestrationFailed when pending.Remove(step.TaskId, out IPendingTask? task):
                task.Fail(FailureJson.Read(step.Payload));
                break;
            case EventKind.TaskCompleted or EventKind.SubOrchestrationCompleted or EventKind.TimerFired
                when pending.Remove(step.TaskId, out IPendingTask? task):
                task.Complete(step.Payload);
                break;
            default:
                // The result of a task that nobody waits for any more, for example of a cancelled timer.
                break;
        }

        Pump.Drain();
    }

    private Episode Conclude(List<HistoryEvent> history)
    {
        Task<object?> ended = result!;
        if (Pump.IsViolated || (!ended.IsCompleted && pending.Count == 0 && !Events.HasWaiters))
        {
            return Episode.Fail(Failures.InvalidAwait());
        }

        if (!ended.IsCompleted)
        {
            return Make(EpisodeOutcome.Waiting, history);
        }

        if (!ended.IsCompletedSuccessfully)
        {
            Exception cause = ended.Exception?.InnerException ?? new TaskCanceledException(ended);
            return Make(EpisodeOutcome.Failed, history, failure: TaskFailureDetails.FromException(cause));
        }

        if (context.NextExecution is { } next)
        {
            return Make(
                EpisodeOutcome.ContinuedAsNew, history, next.Input, null, next.KeepEvents ? [.. Events.Unprocessed()] : []);
        }

        try
        {
            return Make(EpisodeOutcome.Completed, history, DurableJson.Serialize(ended.Result));
        }
        catch (Exception exception)
        {
            return Make(EpisodeOutcome.Failed, history, failure: TaskFailureDetails.FromException(exception));
        }
    }

    private Episode Make(
        EpisodeOutcome outcome,
        List<HistoryEvent> history,
        string? output = null,
        TaskFailureDetails? failure = null,
        IReadOnlyList<HistoryEvent>? carriedOver = null) => new()
        {
            Outcome = outcome,
            History = history,
            Actions = [.. actions],
            CancelledTimers = [.. cancelledTimers],
            Output = output,
            Failure = failure,
            HasCustomStatus = context.HasCustomStatus,
            CustomStatus = context.CustomStatus,
            CarriedOver = carriedOver ?? [],
        };
}
