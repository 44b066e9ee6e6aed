using Ingestion.Core.Crawls;
using Ingestion.Core.Sync;

namespace Ingestion.Functions.Sync;

/// <summary>Input of the sync orchestrator, and its progress when it continues as new.</summary>
/// <param name="JobId">The sync; also the orchestration's instance id.</param>
/// <param name="Plan">The retries of activities as they were set when the sync started: a settings change cannot break a replay.</param>
/// <param name="Progress">How far the fetch is.</param>
public sealed record SyncCheckpoint(Guid JobId, CrawlPlan Plan, SyncProgress Progress);
