namespace Ingestion.Core.Crawls;

/// <summary>A snapshot in the raw zone, and what was counted while it went there.</summary>
/// <param name="BlobPath"><c>social-analytics-raw-data/raw_snapshots/2026/11/21/snapshot_sd_x.json</c>.</param>
/// <param name="PayloadBytes">Its size in bytes.</param>
/// <param name="Sha256">The hash of its bytes, 64 lower-case hex digits.</param>
/// <param name="Records">All records, good or not.</param>
/// <param name="Posts">Records that are not errors.</param>
/// <param name="Media">Pictures and videos named by the posts.</param>
/// <param name="ErrorRecords">Records in which the provider reports an input that failed.</param>
/// <param name="SkippedRecords">Records too large or too deep to read.</param>
public sealed record StoredPayload(
    string BlobPath,
    long PayloadBytes,
    string Sha256,
    long Records,
    long Posts,
    long Media,
    long ErrorRecords,
    long SkippedRecords)
{
    /// <summary><see cref="BlobPath"/> without the container.</summary>
    internal string BlobName => BlobPath[(Container.Length + 1)..];

    /// <summary>The container of all zones.</summary>
    internal string Container => BlobPath[..BlobPath.IndexOf('/', StringComparison.Ordinal)];
}
