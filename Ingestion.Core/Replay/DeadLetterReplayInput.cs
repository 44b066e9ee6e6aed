namespace Ingestion.Core.Replay;

/// <summary>Where a replay goes on.</summary>
/// <param name="SnapshotId">The snapshot of the last dead letter that was looked at.</param>
/// <param name="RecordIndex">Its record.</param>
public sealed record DeadLetterCursor(string SnapshotId, long RecordIndex);

/// <summary>One portion of a replay.</summary>
/// <param name="Selection">Which dead letters.</param>
/// <param name="After">Those after this one; null for the first.</param>
public sealed record DeadLetterReplayInput(DeadLetterSelection Selection, DeadLetterCursor? After = null);

/// <summary>What became of a portion.</summary>
/// <param name="Replayed">Records that are rows now.</param>
/// <param name="StillOpen">Records that still cannot be used, or cannot be read at the moment.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record DeadLetterReplayResult(long Replayed, long StillOpen, DeadLetterCursor? Next);
