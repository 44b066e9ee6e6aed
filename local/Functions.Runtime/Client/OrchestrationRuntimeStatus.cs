namespace Microsoft.DurableTask.Client;

/// <summary>The state of an orchestration instance.</summary>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.client.orchestrationruntimestatus.</remarks>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun and waits or runs.</summary>
    Running = 0,

    /// <summary>It returned.</summary>
    Completed = 1,

    /// <summary>Not used by this runtime; part of the official enumeration, where it is obsolete too.</summary>
    [Obsolete("No instance has this status; it exists for compatibility only.")]
    ContinuedAsNew = 2,

    /// <summary>It failed with an exception.</summary>
    Failed = 3,

    /// <summary>Not used by this runtime; part of the official enumeration, where it is obsolete too.</summary>
    [Obsolete("No instance has this status; it exists for compatibility only.")]
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It has not begun.</summary>
    Pending = 6,

    /// <summary>It is held until it is resumed.</summary>
    Suspended = 7,
}
