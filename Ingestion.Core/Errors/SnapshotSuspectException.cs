namespace Ingestion.Core.Errors;

/// <summary>The records of a snapshot are not what the dataset's schema promises; storing them would store rubbish.</summary>
/// <param name="snapshotId">The snapshot.</param>
/// <param name="paths">The ids and counts that are gone from most records: <c>$.post_id</c>.</param>
public sealed class SnapshotSuspectException(string snapshotId, IEnumerable<string> paths)
    : TerminalIngestionException(
        ErrorCodes.SnapshotSuspect,
        $"snapshot {snapshotId} has no {string.Join(", ", paths)} in most of its records",
        innerException: null);
