using DurableTask.Core.Exceptions;

namespace Functions.Runtime.Engine;

/// <summary>Compares what an orchestrator did at replay with what history says it did.</summary>
internal static class ReplayCheck
{
    public static void Compare(List<HistoryEvent> expected, List<OrchestrationAction> actions, Task? result)
    {
        for (int index = 0; index < Math.Max(expected.Count, actions.Count); index++)
        {
            HistoryEvent? then = index < expected.Count ? expected[index] : null;
            HistoryEvent? now = index < actions.Count ? actions[index].Step : null;
            if (!IsSame(then, now))
            {
                throw Different(then, now, result);
            }
        }

        if (result is { IsCompleted: true })
        {
            throw new NonDeterministicOrchestrationException(
                "Non-deterministic orchestrator: the code " + HowEnded(result)
                + " at a point where history says that it went on. The code must do the same at each replay.");
        }
    }

    private static bool IsSame(HistoryEvent? then, HistoryEvent? now) =>
        then is not null && now is not null && then.Kind == now.Kind && then.TaskId == now.TaskId
        && string.Equals(then.Name, now.Name, StringComparison.OrdinalIgnoreCase)
        && (then.Kind is not (EventKind.SubOrchestrationCreated or EventKind.EventSent)
            || string.Equals(then.Payload, now.Payload, StringComparison.Ordinal));

    private static NonDeterministicOrchestrationException Different(HistoryEvent? then, HistoryEvent? now, Task? result)
    {
        int step = then?.TaskId ?? now!.TaskId;
        string did = now is null ? "the code " + (result is { IsCompleted: true } ? HowEnded(result) : "did nothing")
            : "the code asked for " + Describe(now);
        return new NonDeterministicOrchestrationException(
            $"Non-deterministic orchestrator: at step #{step} history has {Describe(then)}, but {did}. "
            + "The code must do the same at each replay; was it changed while this instance was running?");
    }

    private static string HowEnded(Task result) =>
        result.Exception?.InnerException is { } exception ? $"threw {exception.GetType()}: {exception.Message}" : "returned";

    private static string Describe(HistoryEvent? step) => step?.Kind switch
    {
        EventKind.TaskScheduled => $"activity '{step.Name}'",
        EventKind.TimerCreated => "a timer",
        EventKind.SubOrchestrationCreated => $"sub-orchestration '{step.Name}' with id '{step.Payload}'",
        EventKind.EventSent => $"event '{step.Name}' to instance '{step.Payload}'",
        _ => "nothing",
    };
}
