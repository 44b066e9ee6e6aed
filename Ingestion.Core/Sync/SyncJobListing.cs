using Ingestion.Core.Read;

namespace Ingestion.Core.Sync;

/// <summary>The list of an account's syncs.</summary>
public static class SyncJobListing
{
    /// <summary>The list; the filters <c>owner</c> and <c>account_id</c> have to be set by the route.</summary>
    public static Listing Jobs { get; } = new(
        "jobs",
        "ingestion.data_collection_jobs j",
        [
            new("job_id", FieldKind.Uuid, "j.job_id"),
            new("account_id", FieldKind.Uuid, "j.account_id"),
            new("platform", FieldKind.Text, "j.platform"),
            new("source", FieldKind.Text, "j.source"),
            new("kind", FieldKind.Text, "j.kind"),
            new("day", FieldKind.Date, "j.day"),
            new("status", FieldKind.Text, "j.status"),
            new("stage", FieldKind.Text, "j.stage"),
            new("attempts", FieldKind.Number, "j.attempts"),
            new("calls", FieldKind.Number, "j.calls"),
            new("units", FieldKind.Number, "j.units"),
            new("billed_resources", FieldKind.Number, "j.billed_resources"),
            new("cost_usd", FieldKind.Decimal, "(j.cost_micro_usd / 1000000.0)::numeric(20, 6)"),
            new("profiles", FieldKind.Number, "j.profiles"),
            new("posts", FieldKind.Number, "j.posts"),
            new("stored_count", FieldKind.Number, "j.stored_count"),
            new("updated_count", FieldKind.Number, "j.updated_count"),
            new("unchanged_count", FieldKind.Number, "j.unchanged_count"),
            new("quarantined_count", FieldKind.Number, "j.quarantined_count"),
            new("insight_groups", FieldKind.Json, "j.insight_groups::text"),
            new("watermark_before", FieldKind.Time, "j.watermark_before"),
            new("watermark_after", FieldKind.Time, "j.watermark_after"),
            new("crawl_id", FieldKind.Uuid, "j.crawl_id"),
            new("waiting_until", FieldKind.Time, "j.waiting_until"),
            new("error_code", FieldKind.Text, "j.error_code"),
            new("error_message", FieldKind.Text, "j.error_message"),
            new("recovery_suggestion", FieldKind.Text, "j.recovery_suggestion"),
            new("created_at", FieldKind.Time, "j.created_at"),
            new("started_at", FieldKind.Time, "j.started_at"),
            new("finished_at", FieldKind.Time, "j.finished_at"),
        ],
        [new("job_id", FieldKind.Uuid, "j.job_id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "j.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = "j.owner = @owner",
            ["account_id"] = "j.account_id = @account_id",
            ["status"] = "j.status = @status",
        },
    };
}
