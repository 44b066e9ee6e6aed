using Ingestion.Core.Read;

namespace Ingestion.Core.Schedules;

/// <summary>The list of syncs that failed so often that nobody tries any more, and were not replayed yet.</summary>
public static class JobDeadLetterListing
{
    /// <summary>The list; the route sets the filters <c>is_open</c> and, but for operators, <c>owner</c>.</summary>
    public static Listing DeadLetters { get; } = new(
        "jobs",
        "ingestion.data_collection_jobs j",
        [
            new("job_id", FieldKind.Uuid, "j.job_id"),
            new("account_id", FieldKind.Uuid, "j.account_id"),
            new("platform", FieldKind.Text, "j.platform"),
            new("source", FieldKind.Text, "j.source"),
            new("kind", FieldKind.Text, "j.kind"),
            new("status", FieldKind.Text, "j.status"),
            new("stage", FieldKind.Text, "j.stage"),
            new("attempts", FieldKind.Number, "j.attempts"),
            new("reason", FieldKind.Text, "j.error_code"),
            new("error_message", FieldKind.Text, "j.error_message"),
            new("retry_of", FieldKind.Uuid, "j.retry_of"),
            new("created_at", FieldKind.Time, "j.created_at"),
            new("finished_at", FieldKind.Time, "j.finished_at"),
        ],
        [new("job_id", FieldKind.Uuid, "j.job_id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "j.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["is_open"] = "@is_open = (j.status = 'dead_lettered' and not exists ("
                + "select from ingestion.data_collection_jobs r where r.retry_of = j.job_id))",
            ["owner"] = "j.owner = @owner",
            ["reason"] = "j.error_code = @reason",
            ["platform"] = "j.platform = @platform",
            ["account_id"] = "j.account_id = @account_id",
            ["from"] = "j.created_at >= @from",
            ["to"] = "j.created_at < @to",
        },
    };
}
