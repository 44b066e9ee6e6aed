using Ingestion.Core.Blobs;
using Ingestion.Core.Store;

namespace Ingestion.Core.Bronze;

/// <summary>
/// The bronze zone, in the raw zone's container: one gzip NDJSON file of canonical records per snapshot, at
/// <c>bronze/platform=facebook/date=2026-11-21/snapshot_sd_abc.ndjson.gz</c>.
/// </summary>
/// <param name="zone">The container.</param>
public sealed class BronzeFiles(RawZone zone)
{
    /// <summary>Begins the file of a snapshot; one that is there stays until the new one is complete.</summary>
    /// <param name="input">The snapshot.</param>
    /// <param name="date">The day (UTC) that the crawl is filed under; the same for every attempt and replay.</param>
    internal BronzeFile Begin(LoadInput input, DateOnly date) =>
        new(zone, RawPaths.Bronze(input.Platform, date, input.SnapshotId), input);
}
