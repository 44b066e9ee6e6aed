using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>
/// When a difference from the schema is a reason to distrust a snapshot, and when it is news. Settings <c>Drift__*</c>.
/// </summary>
public sealed class DriftOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Drift";

    /// <summary>Records with content below which nothing is breaking: in a handful, a field may be missing by chance.</summary>
    /// <value>Default 5.</value>
    [Range(1, 1_000_000)]
    public int MinRecords { get; init; } = 5;

    /// <summary>Share of the records without an essential field above which the snapshot is suspect.</summary>
    /// <value>Default 0.5: more than half.</value>
    [Range(0.0, 1.0)]
    public double BreakingShare { get; init; } = 0.5;

    /// <summary>
    /// A difference that another snapshot of the dataset showed within this time is known and publishes no event again.
    /// </summary>
    /// <value>Default 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromDays(7);
}
