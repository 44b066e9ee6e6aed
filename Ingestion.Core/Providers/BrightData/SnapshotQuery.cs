namespace Ingestion.Core.Providers.BrightData;

/// <summary>Which bytes of a snapshot: all of it, or one part of a fixed number of records.</summary>
/// <remarks>The provider wants the same format and batch size in <c>/parts</c> and in the download.</remarks>
/// <param name="SnapshotId">The snapshot, for example <c>sd_mb3k2x81a2b3c4d5e6</c>.</param>
/// <param name="Format"><c>json</c> (one array) or <c>ndjson</c> (one record a line).</param>
/// <param name="BatchSize">Records in a part, at least 1,000; null for the whole snapshot.</param>
/// <param name="Part">The part, from 1; null for the whole snapshot.</param>
public sealed record SnapshotQuery(string SnapshotId, string Format = "json", int? BatchSize = null, int? Part = null);
