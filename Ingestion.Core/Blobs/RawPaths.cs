using System.Globalization;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Blobs;

/// <summary>The paths of the raw zone, and of the bronze zone in the same container.</summary>
public static class RawPaths
{
    /// <summary>Where a snapshot is kept: <c>raw_snapshots/{yyyy}/{MM}/{dd}/snapshot_{snapshot_id}.json</c>.</summary>
    /// <param name="date">The day (UTC) that the crawl is filed under; the same for every attempt.</param>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <exception cref="ArgumentException">The id has a character that a path must not have.</exception>
    public static string Snapshot(DateOnly date, string snapshotId) => Build("raw_snapshots", date, snapshotId);

    /// <summary>Where the bytes of a snapshot that is no JSON are kept for inspection.</summary>
    /// <param name="date">The day (UTC) that the crawl is filed under.</param>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <exception cref="ArgumentException">The id has a character that a path must not have.</exception>
    public static string Rejected(DateOnly date, string snapshotId) => Build("rejected_snapshots", date, snapshotId);

    /// <summary>
    /// Where the canonical records of a snapshot are kept:
    /// <c>bronze/platform={platform}/date={yyyy-MM-dd}/snapshot_{snapshot_id}.ndjson.gz</c>.
    /// </summary>
    /// <param name="platform">Lower case: <c>facebook</c>.</param>
    /// <param name="date">The day (UTC) that the crawl is filed under.</param>
    /// <param name="snapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
    /// <exception cref="ArgumentException">The id has a character that a path must not have.</exception>
    public static string Bronze(string platform, DateOnly date, string snapshotId)
    {
        SnapshotIds.ThrowIfInvalid(snapshotId);
        return string.Create(
            CultureInfo.InvariantCulture, $"bronze/platform={platform}/date={date:yyyy-MM-dd}/snapshot_{snapshotId}.ndjson.gz");
    }

    private static string Build(string zone, DateOnly date, string snapshotId)
    {
        SnapshotIds.ThrowIfInvalid(snapshotId);
        return string.Create(CultureInfo.InvariantCulture, $"{zone}/{date:yyyy/MM/dd}/snapshot_{snapshotId}.json");
    }
}
