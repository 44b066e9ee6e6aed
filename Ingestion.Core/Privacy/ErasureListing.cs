using Ingestion.Core.Read;

namespace Ingestion.Core.Privacy;

/// <summary>Erasures as their owners see them.</summary>
public static class ErasureListing
{
    /// <summary>The list; the filter <c>owner</c> has to be set by the route.</summary>
    public static Listing Erasures { get; } = new(
        "erasures",
        "ingestion.erasures e",
        [
            new("erasure_id", FieldKind.Uuid, "e.erasure_id"),
            new("status", FieldKind.Text, "case when e.completed_at is null then 'running' else 'completed' end"),
            new("stage", FieldKind.Text, "e.stage"),
            new("subject_type", FieldKind.Text, "e.subject_type"),
            new("subject_id", FieldKind.Uuid, "e.subject_id"),
            new("erased", FieldKind.Json, "e.erased::text"),
            new("kept_for_others", FieldKind.Number, "e.kept_for_others::bigint"),
            new("kept_unproved", FieldKind.Number, "e.kept_unproved::bigint"),
            new("requested_at", FieldKind.Time, "e.requested_at"),
            new("completed_at", FieldKind.Time, "e.completed_at"),
        ],
        [new("erasure_id", FieldKind.Uuid, "e.erasure_id")])
    {
        Sorts = [new("requested_at", FieldKind.Time, "e.requested_at", IsNullable: false)],
        Filters = new Dictionary<string, string> { ["owner"] = "e.owner = @owner", ["erasure_id"] = "e.erasure_id = @erasure_id" },
    };

    /// <summary>One erasure of an owner.</summary>
    /// <param name="owner">Who asked for it.</param>
    /// <param name="erasureId">Its id.</param>
    public static ListQuery One(string owner, Guid erasureId) => ListQuery.Of(
        Erasures, new Dictionary<string, object> { ["owner"] = owner, ["erasure_id"] = erasureId }, limit: 1);
}
