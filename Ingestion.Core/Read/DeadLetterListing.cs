using Ingestion.Core.Persistence;

namespace Ingestion.Core.Read;

/// <summary>The list of records that could not be used.</summary>
public static class DeadLetterListing
{
    /// <summary>The list; the raw text is for <see cref="DeadLetters"/>.</summary>
    public static Listing DeadLetters { get; } = new(
        "dead_letters",
        "ingestion.dead_letters d",
        [
            new("id", FieldKind.Uuid, "d.id"),
            new("snapshot_id", FieldKind.Text, "d.snapshot_id"),
            new("crawl_id", FieldKind.Uuid, "d.crawl_id"),
            new("dataset_id", FieldKind.Text, "d.dataset_id"),
            new("platform", FieldKind.Text, "d.platform"),
            new("record_index", FieldKind.Number, "d.record_index"),
            new("byte_offset", FieldKind.Number, "d.byte_offset"),
            new("byte_length", FieldKind.Number, "d.byte_length"),
            new("reason", FieldKind.Text, "d.reason"),
            new("field", FieldKind.Text, "d.field"),
            new("detail", FieldKind.Text, "d.detail"),
            new("mapper_version", FieldKind.Number, "d.mapper_version"),
            new("status", FieldKind.Text, "d.status"),
            new("replays", FieldKind.Number, "d.replays"),
            new("discard_reason", FieldKind.Text, "d.discard_reason"),
            new("created_at", FieldKind.Time, "d.created_at"),
            new("updated_at", FieldKind.Time, "d.updated_at"),
        ],
        [new("id", FieldKind.Uuid, "d.id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "d.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["id"] = "d.id = @id",
            ["owner"] = Scope.IsOfOwnedCrawl("d.crawl_id"),
            ["status"] = "d.status = @status",
            ["reason"] = "d.reason = @reason",
            ["dataset_id"] = "d.dataset_id = @dataset_id",
            ["crawl_id"] = "d.crawl_id = @crawl_id",
            ["snapshot_id"] = "d.snapshot_id = @snapshot_id",
            ["platform"] = "d.platform = @platform",
            ["from"] = "d.created_at >= @from",
            ["to"] = "d.created_at < @to",
        },
    };

    /// <summary>One of them.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="scope">What the caller sees.</param>
    public static ListQuery One(Guid id, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Dictionary<string, object> filters = new() { ["id"] = id };
        if (scope.Owner is { } owner)
        {
            filters["owner"] = owner;
        }

        return ListQuery.Of(DeadLetters, filters, limit: 1);
    }
}
