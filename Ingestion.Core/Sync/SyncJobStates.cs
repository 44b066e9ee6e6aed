namespace Ingestion.Core.Sync;

/// <summary>The states of a sync, as they are stored and sent.</summary>
public static class SyncJobStates
{
    /// <summary>Asked for, not begun.</summary>
    public const string Queued = "queued";

    /// <summary>One of its steps is being done.</summary>
    public const string Running = "running";

    /// <summary>A limit is closed, or the platform does not answer; a durable timer wakes it.</summary>
    public const string Waiting = "waiting";

    /// <summary>Everything that the platform has in the window is stored.</summary>
    public const string Completed = "completed";

    /// <summary>Ended with an error code; what was fetched before is stored.</summary>
    public const string Failed = "failed";

    /// <summary>Failed so often that nobody tries any more.</summary>
    public const string DeadLettered = "dead_lettered";

    /// <summary>The holder's or the creator's word ended it; nothing of it is stored.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Queued, Running, Waiting, Completed, Failed, DeadLettered, Cancelled];
}
