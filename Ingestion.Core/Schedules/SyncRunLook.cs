namespace Ingestion.Core.Schedules;

/// <summary>What a look at a run came to.</summary>
/// <param name="Progress">Its sums; null when there is no such run.</param>
/// <param name="Claimed">Syncs that this look has added.</param>
/// <param name="ToStart">Jobs of the run whose orchestration may not have been started yet.</param>
/// <param name="IsFinished">Nothing is due, and nothing of the run is under way.</param>
public sealed record SyncRunLook(SyncRunProgress? Progress, int Claimed, IReadOnlyList<Guid> ToStart, bool IsFinished);
