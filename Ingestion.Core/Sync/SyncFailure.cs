using Ingestion.Core.Crawls;

namespace Ingestion.Core.Sync;

/// <summary>Why a sync does not end well.</summary>
/// <param name="Stage">Where it was.</param>
/// <param name="Failure">Error code and message, without a secret.</param>
/// <param name="IsWithdrawn">Nobody may collect any more: nothing of the sync is stored.</param>
public sealed record SyncFailure(string Stage, Failure Failure, bool IsWithdrawn = false);
