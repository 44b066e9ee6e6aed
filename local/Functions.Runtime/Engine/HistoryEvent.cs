namespace Functions.Runtime.Engine;

/// <summary>The kinds of history events and inbox messages. The numbers are stored.</summary>
internal enum EventKind : short
{
    EpisodeStarted = 0,
    TaskScheduled = 1,
    TaskCompleted = 2,
    TaskFailed = 3,
    TimerCreated = 4,
    TimerFired = 5,
    SubOrchestrationCreated = 6,
    SubOrchestrationCompleted = 7,
    SubOrchestrationFailed = 8,
    EventRaised = 9,
    EventSent = 10,
}

/// <summary>One step of an execution.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="TaskId">The number of the task in its execution, from 0; -1 where there is none.</param>
/// <param name="Name">The name of the activity, orchestrator or event.</param>
/// <param name="Payload">JSON of a result, a failure or an event; the instance id of a sub-orchestration or event target.</param>
/// <param name="At">When it happened; for a created timer when it is due. UTC.</param>
internal sealed record HistoryEvent(EventKind Kind, int TaskId, string? Name, string? Payload, DateTime At);

/// <summary>A message in the inbox of an instance.</summary>
internal sealed record InboxMessage(long Id, int Execution, HistoryEvent Event);
