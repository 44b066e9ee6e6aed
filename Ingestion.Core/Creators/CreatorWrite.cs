namespace Ingestion.Core.Creators;

/// <summary>How a write of a creator ended.</summary>
/// <param name="Status">What happened.</param>
/// <param name="CreatorId">The creator; for a taken reference, the one that has it.</param>
public sealed record CreatorWrite(CreatorWriteStatus Status, Guid CreatorId);

/// <summary>What a write of a creator did.</summary>
public enum CreatorWriteStatus
{
    /// <summary>It is stored, changed or deleted.</summary>
    Done,

    /// <summary>The owner has no such creator.</summary>
    NotFound,

    /// <summary>Another creator of the owner has this reference.</summary>
    ReferenceTaken,

    /// <summary>Accounts belong to it, which would lose its word on what may be collected.</summary>
    HasAccounts,
}
