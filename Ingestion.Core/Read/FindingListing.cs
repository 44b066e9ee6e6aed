using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>What is odd about the data: findings of the quality rules, and drift of the datasets' schemas.</summary>
public static class FindingListing
{
    /// <summary>Findings of the quality rules, newest first.</summary>
    public static Listing Findings { get; } = new(
        "findings",
        "ingestion.quality_findings q",
        [
            new("snapshot_id", FieldKind.Text, "q.snapshot_id"),
            new("crawl_id", FieldKind.Uuid, "q.crawl_id"),
            new("platform", FieldKind.Text, "q.platform"),
            new("subject_type", FieldKind.Text, "q.subject_type"),
            new("subject_id", FieldKind.Text, "q.subject_id"),
            new("rule", FieldKind.Text, "q.rule"),
            new("field", FieldKind.Text, "q.field"),
            new("severity", FieldKind.Text, "q.severity"),
            new("value", FieldKind.Text, "q.value"),
            new("message", FieldKind.Text, "q.message"),
            new("suggestion", FieldKind.Text, "q.suggestion"),
            new("observed_at", FieldKind.Time, "q.observed_at"),
            new("created_at", FieldKind.Time, "q.created_at"),
        ],
        [
            new("snapshot_id", FieldKind.Text, "q.snapshot_id"),
            new("subject_type", FieldKind.Text, "q.subject_type"),
            new("subject_id", FieldKind.Text, "q.subject_id"),
            new("rule", FieldKind.Text, "q.rule"),
            new("field", FieldKind.Text, "q.field"),
        ])
    {
        Sorts = [new("created_at", FieldKind.Time, "q.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = Scope.IsOfOwnedCrawl("q.crawl_id"),
            ["platform"] = "q.platform = @platform",
            ["subject_type"] = "q.subject_type = @subject_type",
            ["subject"] = "q.subject_id = @subject",
            ["severity"] = "q.severity = @severity",
            ["rule"] = "q.rule = @rule",
            ["snapshot_id"] = "q.snapshot_id = @snapshot_id",
            ["crawl_id"] = "q.crawl_id = @crawl_id",
        },
    };

    /// <summary>Where snapshots differed from the schema of their dataset, newest first.</summary>
    public static Listing Drift { get; } = new(
        "drift",
        "ingestion.schema_drift s",
        [
            new("snapshot_id", FieldKind.Text, "s.snapshot_id"),
            new("crawl_id", FieldKind.Uuid, "s.crawl_id"),
            new("dataset_id", FieldKind.Text, "s.dataset_id"),
            new("schema_version", FieldKind.Number, "s.schema_version"),
            new("path", FieldKind.Text, "s.path"),
            new("kind", FieldKind.Text, "s.kind"),
            new("records", FieldKind.Number, "s.records"),
            new("affected", FieldKind.Number, "s.affected"),
            new("expected", FieldKind.Text, "s.expected"),
            new("found", FieldKind.Text, "s.found"),
            new("example_path", FieldKind.Text, "s.example_path"),
            new("is_breaking", FieldKind.Flag, "s.is_breaking"),
            new("detected_at", FieldKind.Time, "s.detected_at"),
        ],
        [
            new("snapshot_id", FieldKind.Text, "s.snapshot_id"),
            new("path", FieldKind.Text, "s.path"),
            new("kind", FieldKind.Text, "s.kind"),
        ])
    {
        Sorts = [new("detected_at", FieldKind.Time, "s.detected_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = Scope.IsOfOwnedCrawl("s.crawl_id"),
            ["dataset_id"] = "s.dataset_id = @dataset_id",
            ["snapshot_id"] = "s.snapshot_id = @snapshot_id",
        },
    };
}
