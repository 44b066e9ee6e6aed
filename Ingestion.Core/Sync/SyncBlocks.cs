namespace Ingestion.Core.Sync;

/// <summary>The blocks that one run of the fetch staged: of the sync's raw file, not committed yet.</summary>
/// <param name="Run">
/// 8 hex digits, new with each run. A run that was taken for dead and still writes can so not touch the blocks of the run that counts.
/// </param>
/// <param name="Count">How many there are; they are numbered from 0.</param>
/// <param name="PayloadBytes">Their bytes.</param>
/// <param name="Sha256">Of their bytes, in lower-case hex; null when nobody counted.</param>
public sealed record SyncBlocks(string Run, int Count, long PayloadBytes = 0, string? Sha256 = null);
