using System.Globalization;
using Ingestion.Core.Blobs;

namespace Ingestion.Core.Download;

/// <summary>The counts of a snapshot as metadata of its blob, so that a re-run need not read the bytes again.</summary>
internal static class SnapshotMetadata
{
    public static Dictionary<string, string> Write(SnapshotDownloadRequest request, string sha256, RecordCounts counts) => new()
    {
        ["crawl_id"] = request.CrawlId.ToString("D"),
        ["snapshot_id"] = request.SnapshotId,
        ["dataset_id"] = request.DatasetId.All(char.IsAscii) ? request.DatasetId : "",
        ["sha256"] = sha256,
        ["records"] = Text(counts.Records),
        ["posts"] = Text(counts.Posts),
        ["media"] = Text(counts.Media),
        ["errors"] = Text(counts.Errors),
        ["warnings"] = Text(counts.Warnings),
        ["skipped"] = Text(counts.Skipped),
    };

    public static SnapshotDownloadResult Read(RawBlob blob) => new()
    {
        Status = SnapshotDownloadStatus.Stored,
        BlobPath = blob.Path,
        PayloadBytes = blob.PayloadBytes,
        Sha256 = blob.Metadata.GetValueOrDefault("sha256", ""),
        Records = Number(blob, "records"),
        Posts = Number(blob, "posts"),
        Media = Number(blob, "media"),
        ErrorRecords = Number(blob, "errors"),
        WarningRecords = Number(blob, "warnings"),
        SkippedRecords = Number(blob, "skipped"),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(RawBlob blob, string name) =>
        long.TryParse(blob.Metadata.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
