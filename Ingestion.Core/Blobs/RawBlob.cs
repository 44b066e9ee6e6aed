namespace Ingestion.Core.Blobs;

/// <summary>A stored blob, without its bytes.</summary>
/// <param name="Path">Its path in the raw container, for example <c>raw_snapshots/2026/11/21/snapshot_sd_abc.json</c>.</param>
/// <param name="PayloadBytes">Its length in bytes.</param>
/// <param name="Metadata">Its metadata, for example <c>sha256</c> and <c>records</c>; names without case.</param>
public sealed record RawBlob(string Path, long PayloadBytes, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Its version: another one after every write.</summary>
    internal string ETag { get; init; } = "";

    internal string ContentType { get; init; } = "";
}
