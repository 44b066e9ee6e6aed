namespace Ingestion.Functions.Sync;

/// <summary>Custom status of the orchestration, for readers of the Durable status URLs.</summary>
/// <param name="Stage">What is being done, for example `posts`.</param>
/// <param name="Records">Records fetched so far.</param>
/// <param name="WaitingUntil">When it goes on; null while it does not wait.</param>
internal sealed record SyncState(string Stage, int Records, DateTimeOffset? WaitingUntil = null);
