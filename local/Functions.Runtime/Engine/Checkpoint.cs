using Microsoft.DurableTask;

namespace Functions.Runtime.Engine;

/// <summary>How an episode of an orchestration ended.</summary>
internal enum EpisodeOutcome
{
    /// <summary>The orchestrator waits.</summary>
    Waiting,

    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It threw, or broke a rule.</summary>
    Failed,

    /// <summary>It returned after asking to start anew.</summary>
    ContinuedAsNew,
}

/// <summary>Something that an orchestrator has asked for.</summary>
/// <param name="Step">The step as history records it.</param>
/// <param name="Input">The input of an activity or sub-orchestration, or the payload of a sent event, as JSON.</param>
/// <param name="HasOwnInstanceId">Whether the id of the sub-orchestration was chosen by the code.</param>
internal sealed record OrchestrationAction(HistoryEvent Step, string? Input, bool HasOwnInstanceId = false)
{
    /// <summary>A timer that was cancelled in the episode that created it is recorded, but never set.</summary>
    public bool IsCancelled { get; set; }
}

/// <summary>What one episode of an orchestration changes, to be stored in one transaction.</summary>
internal sealed class Episode
{
    public required EpisodeOutcome Outcome { get; init; }

    /// <summary>Incoming events and outgoing actions for history.</summary>
    public required IReadOnlyList<HistoryEvent> History { get; init; }

    public required IReadOnlyList<OrchestrationAction> Actions { get; init; }

    /// <summary>Task numbers of timers of earlier episodes that are no longer wanted.</summary>
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    /// <summary>The output, or the input of the next execution, as JSON.</summary>
    public string? Output { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>Whether the code set the custom status in this episode.</summary>
    public bool HasCustomStatus { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>Unprocessed events for the next execution.</summary>
    public IReadOnlyList<HistoryEvent> CarriedOver { get; init; } = [];

    public static Episode Fail(TaskFailureDetails failure) => new()
    {
        Outcome = EpisodeOutcome.Failed,
        History = [],
        Actions = [],
        Failure = failure,
    };
}
