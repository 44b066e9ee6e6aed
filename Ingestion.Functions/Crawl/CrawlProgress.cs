namespace Ingestion.Functions.Crawl;

/// <summary>Custom status of the orchestration, for readers of the Durable status URLs.</summary>
/// <param name="Stage">What is being done, for example `polling`.</param>
/// <param name="SnapshotId">The provider's snapshot once it is known.</param>
/// <param name="Polls">Polls made before this stage began or history was cut.</param>
internal sealed record CrawlProgress(string Stage, string? SnapshotId, int Polls);
