using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>Input of the crawl orchestrator, and its progress when it continues as new.</summary>
/// <param name="CrawlId">The crawl; also the orchestration's instance id.</param>
/// <param name="Plan">Waits and limits as they were set when the crawl started: a settings change cannot break a replay.</param>
/// <param name="SnapshotId">The provider's snapshot once it is known.</param>
/// <param name="Polls">Polls made so far.</param>
/// <param name="PollingSince">Start of polling (UTC); null until the first poll.</param>
/// <param name="Records">Records that the provider announced with `ready`; set once polling is over.</param>
/// <param name="IsReady">Whether the provider has said `ready`.</param>
public sealed record CrawlCheckpoint(
    Guid CrawlId,
    CrawlPlan Plan,
    string? SnapshotId = null,
    int Polls = 0,
    DateTime? PollingSince = null,
    long? Records = null,
    bool IsReady = false);
