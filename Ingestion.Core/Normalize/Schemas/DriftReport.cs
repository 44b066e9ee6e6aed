namespace Ingestion.Core.Normalize.Schemas;

/// <summary>How a snapshot differs from the newest schema of its dataset.</summary>
public sealed record DriftReport
{
    /// <summary>The provider's id of the dataset.</summary>
    public required string DatasetId { get; init; }

    /// <summary>Version of the schema.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Records compared: those with content, without the provider's error and warning records.</summary>
    public required long Records { get; init; }

    /// <summary>The differences, breaking ones first, then by path.</summary>
    public required IReadOnlyList<DriftChange> Changes { get; init; }

    /// <summary>
    /// An id, an author or a count is gone from most records: the snapshot is suspect and its rows would be rubbish.
    /// </summary>
    public bool IsBreaking => Changes.Any(change => change.IsBreaking);

    /// <summary>Number of differences of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public int CountOf(DriftKind kind) => Changes.Count(change => change.Kind == kind);
}
