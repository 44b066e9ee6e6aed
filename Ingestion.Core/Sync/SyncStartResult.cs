namespace Ingestion.Core.Sync;

/// <summary>What became of the wish to sync an account.</summary>
public enum SyncStartStatus
{
    /// <summary>A new job is stored.</summary>
    Started,

    /// <summary>One is open already.</summary>
    Joined,

    /// <summary>The account is gone, or its syncs end as fast as they are asked for.</summary>
    NothingToDo,
}

/// <summary>The answer to a wish to sync an account.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="JobId">The open job; null when there is nothing to do.</param>
public sealed record SyncStartResult(SyncStartStatus Status, Guid? JobId);
