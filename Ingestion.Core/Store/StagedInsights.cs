using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>Puts what platforms counted about profiles by day into its staging table.</summary>
internal static class StagedInsights
{
    internal static readonly StagingTable Table = new("staged_insights",
    [
        "record_index bigint",
        "observed_at timestamptz",
        "insight_date date",
        "value bigint",
        "handle text collate \"C\"",
        "metric text collate \"C\"",
    ]);

    internal static void Write(BinaryCopy row, CanonicalProfile profile, AccountInsight insight)
    {
        row.BeginRow();
        row.Int64(profile.Place.Index);
        row.Timestamp(profile.ObservedAt);
        row.Date(insight.Day);
        row.Int64(insight.Value);
        row.Text(profile.Handle);
        row.Text(insight.Metric);
    }
}
