namespace Functions.Runtime.Engine;

/// <summary>An instance that this host has claimed, with the messages that are due.</summary>
internal sealed record ClaimedInstance
{
    public required Guid HostId { get; init; }

    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Input { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The database's time at the claim: the orchestration's time in this episode.</summary>
    public required DateTime Now { get; init; }

    public int Execution { get; init; }

    public int Revision { get; init; }

    public int HistoryEvents { get; init; }

    /// <summary>Deliveries that ended with the death of a host.</summary>
    public int Attempts { get; init; }

    public string? CustomStatus { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyList<InboxMessage> Messages { get; init; } = [];
}

/// <summary>Where a sub-orchestration reports to.</summary>
internal sealed record ParentLink(long Key, int Execution, int TaskId, string Id, string Name);

/// <summary>An activity that this host has claimed.</summary>
internal sealed record ClaimedActivity(
    Guid HostId, long Id, long InstanceKey, string InstanceId, int TaskId, string Name, string? Input, int Attempts);
