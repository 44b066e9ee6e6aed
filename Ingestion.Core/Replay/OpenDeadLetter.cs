using Ingestion.Core.Normalize;

namespace Ingestion.Core.Replay;

/// <summary>A record that is to be read again.</summary>
/// <param name="Id">The dead letter.</param>
/// <param name="CrawlId">Its crawl.</param>
/// <param name="SnapshotId">Its snapshot.</param>
/// <param name="Place">Where it is in the raw file.</param>
internal sealed record OpenDeadLetter(Guid Id, Guid CrawlId, string SnapshotId, RecordPlace Place);
