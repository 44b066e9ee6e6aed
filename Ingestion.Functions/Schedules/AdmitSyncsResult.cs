using Ingestion.Core.Schedules;

namespace Ingestion.Functions.Schedules;

/// <summary>What a look at a run came to.</summary>
/// <param name="Progress">Its sums; null when there is no such run.</param>
/// <param name="Claimed">Syncs that were added and started.</param>
/// <param name="IsFinished">Whether the run is over.</param>
public sealed record AdmitSyncsResult(SyncRunProgress? Progress, int Claimed, bool IsFinished);
