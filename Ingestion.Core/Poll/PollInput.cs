namespace Ingestion.Core.Poll;

/// <summary>Which snapshot to ask about.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="SnapshotId">Its snapshot.</param>
/// <param name="Poll">The number of this poll, from 1; it is stored, and the next wait follows from it.</param>
public sealed record PollInput(Guid CrawlId, string SnapshotId, int Poll);
