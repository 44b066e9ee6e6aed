namespace Ingestion.Core.Normalize.Schemas;

/// <summary>One difference between a snapshot and its schema.</summary>
/// <param name="Path">JSON path in a record: <c>$.likes</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Affected">Records that differ, at least 1.</param>
/// <param name="Expected">Types by the schema: <c>integer or null</c>; null for a new field.</param>
/// <param name="Found">What came instead: <c>object</c>, <c>absent</c>; null for a new field.</param>
/// <param name="ExamplePath">One of them, in the file: <c>$[17].likes</c>.</param>
/// <param name="IsBreaking">It is why the snapshot is suspect.</param>
public sealed record DriftChange(
    string Path, DriftKind Kind, long Affected, string? Expected, string? Found, string ExamplePath, bool IsBreaking);
