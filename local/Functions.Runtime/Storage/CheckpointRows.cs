using Functions.Runtime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Storage;

/// <summary>The rows that a batch of checkpoints adds and removes, gathered over all instances.</summary>
internal sealed class CheckpointRows
{
    // Beyond it the driver writes "infinity", which the database cannot subtract from.
    private static readonly DateTime Latest = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    public CheckpointRows(IReadOnlyList<CheckpointWrite> checkpoints)
    {
        foreach (CheckpointWrite write in checkpoints)
        {
            Gather(write);
        }
    }

    public List<(long Key, long Id)> Consumed { get; } = [];

    public List<(long Key, int Execution, int TaskId)> Cancelled { get; } = [];

    public List<(long Key, int Revision, string Events)> History { get; } = [];

    /// <summary>The length of each instance's history after the checkpoint, in the order of the checkpoints.</summary>
    public List<int> HistoryEvents { get; } = [];

    public List<(long Key, DateTime? DueAt, EventKind Kind, int Execution, int TaskId, string? Name, string? Payload)> Messages
    { get; } = [];

    public List<(ClaimedInstance Parent, OrchestrationAction Action)> Activities { get; } = [];

    public List<(ClaimedInstance Parent, OrchestrationAction Action)> Children { get; } = [];

    public List<OrchestrationAction> Sent { get; } = [];

    /// <summary>Parents that hear of the end of a sub-orchestration.</summary>
    public List<long> Parents { get; } = [];

    public static int NextExecution(CheckpointWrite write) =>
        write.Instance.Execution + (write.Episode.Outcome == EpisodeOutcome.ContinuedAsNew ? 1 : 0);

    public static short StatusOf(EpisodeOutcome outcome) => (short)(outcome switch
    {
        EpisodeOutcome.Completed => OrchestrationRuntimeStatus.Completed,
        EpisodeOutcome.Failed => OrchestrationRuntimeStatus.Failed,
        _ => OrchestrationRuntimeStatus.Running,
    });

    public static string DuplicateFailure(string instanceId) => FailureJson.Write(new TaskFailureDetails(
        typeof(global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
        EngineMessages.AlreadyExists(instanceId),
        null,
        null,
        null));

    private void Gather(CheckpointWrite write)
    {
        ClaimedInstance instance = write.Instance;
        Episode episode = write.Episode;
        Consumed.AddRange(instance.Messages.Select(message => (instance.Key, message.Id)));
        Cancelled.AddRange(episode.CancelledTimers.Select(task => (instance.Key, instance.Execution, task)));
        GatherHistory(write);
        foreach (OrchestrationAction action in episode.Actions)
        {
            Gather(write, action);
        }

        Messages.AddRange(episode.CarriedOver.Select(carried => (
            instance.Key, (DateTime?)carried.At, EventKind.EventRaised, 0, -1, carried.Name, carried.Payload)));
        if (write.IsFinished && instance.Parent is { } parent)
        {
            Parents.Add(parent.Key);
            Messages.Add(CompletionFor(parent, instance, episode));
        }
    }

    private void GatherHistory(CheckpointWrite write)
    {
        Episode episode = write.Episode;
        bool isStart = write.Instance.HistoryEvents == 0;
        if (episode.Outcome == EpisodeOutcome.ContinuedAsNew)
        {
            HistoryEvents.Add(0);
        }
        else if (episode.History.Count > 1 || (episode.Outcome == EpisodeOutcome.Waiting && isStart))
        {
            // The start of a run that ends in its first episode needs no row: all of it is in the row of the instance.
            History.Add((write.Instance.Key, write.Instance.Revision, HistoryJson.Write(episode.History)));
            HistoryEvents.Add(write.Instance.HistoryEvents + episode.History.Count);
        }
        else
        {
            HistoryEvents.Add(write.Instance.HistoryEvents);
        }
    }

    private void Gather(CheckpointWrite write, OrchestrationAction action)
    {
        switch (action.Step.Kind)
        {
            case EventKind.TaskScheduled:
                Activities.Add((write.Instance, action));
                break;
            case EventKind.SubOrchestrationCreated:
                Children.Add((write.Instance, action));
                break;
            case EventKind.EventSent:
                Sent.Add(action);
                break;
            case EventKind.TimerCreated when !action.IsCancelled && write.Episode.Outcome == EpisodeOutcome.Waiting:
                Messages.Add((
                    write.Instance.Key, RoundUp(action.Step.At), EventKind.TimerFired, write.Instance.Execution,
                    action.Step.TaskId, null, null));
                break;
            default:
                break;
        }
    }

    // The database counts in microseconds; a timer must not fire before its time.
    private static DateTime RoundUp(DateTime time)
    {
        if (time > Latest || time < DateTime.UnixEpoch)
        {
            return time > Latest ? Latest : DateTime.UnixEpoch;
        }

        long rest = time.Ticks % TimeSpan.TicksPerMicrosecond;
        return rest == 0 ? time : time.AddTicks(TimeSpan.TicksPerMicrosecond - rest);
    }

    private static (long Key, DateTime? DueAt, EventKind Kind, int Execution, int TaskId, string? Name, string? Payload)
        CompletionFor(ParentLink parent, ClaimedInstance instance, Episode episode)
    {
        bool failed = episode.Outcome == EpisodeOutcome.Failed;
        EventKind kind = failed ? EventKind.SubOrchestrationFailed : EventKind.SubOrchestrationCompleted;
        string? payload = failed ? FailureJson.Write(episode.Failure!) : episode.Output;
        return (parent.Key, null, kind, parent.Execution, parent.TaskId, instance.Name, payload);
    }
}
