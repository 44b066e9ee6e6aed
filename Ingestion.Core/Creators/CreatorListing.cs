using Ingestion.Core.Read;

namespace Ingestion.Core.Creators;

/// <summary>The list of creators.</summary>
public static class CreatorListing
{
    /// <summary>The list; the filter <c>owner</c> has to be set by the route.</summary>
    public static Listing Creators { get; } = new(
        "creators",
        "ingestion.influencer_details i",
        [
            new("creator_id", FieldKind.Uuid, "i.creator_id"),
            new("name", FieldKind.Text, "i.name"),
            new("reference", FieldKind.Text, "i.reference"),
            new("data_collection_enabled", FieldKind.Flag, "i.data_collection_enabled"),
            new("subscription_status", FieldKind.Text, "i.subscription_status"),
            new("accounts", FieldKind.Number, "(select count(*) from ingestion.connected_accounts a where a.creator_id = i.creator_id)"),
            new("created_at", FieldKind.Time, "i.created_at"),
            new("updated_at", FieldKind.Time, "i.updated_at"),
        ],
        [new("creator_id", FieldKind.Uuid, "i.creator_id")])
    {
        Sorts = [new("created_at", FieldKind.Time, "i.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = "i.owner = @owner",
            ["creator_id"] = "i.creator_id = @creator_id",
            ["reference"] = "i.reference = @reference",
            ["subscription_status"] = "i.subscription_status = @subscription_status",
        },
    };

    /// <summary>One creator of an owner.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="creatorId">Its id.</param>
    public static ListQuery One(string owner, Guid creatorId) => ListQuery.Of(
        Creators, new Dictionary<string, object> { ["owner"] = owner, ["creator_id"] = creatorId }, limit: 1);
}
