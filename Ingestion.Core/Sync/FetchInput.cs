namespace Ingestion.Core.Sync;

/// <summary>One run of the fetch.</summary>
/// <param name="JobId">The sync.</param>
/// <param name="Progress">What the run before handed over.</param>
public sealed record FetchInput(Guid JobId, SyncProgress Progress);
