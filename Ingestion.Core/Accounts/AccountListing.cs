using Ingestion.Core.Read;

namespace Ingestion.Core.Accounts;

/// <summary>The list of connected accounts. What opens them is no field of it.</summary>
public static class AccountListing
{
    /// <summary>The list; the filter <c>owner</c> has to be set by the route.</summary>
    public static Listing Accounts { get; } = new(
        "accounts",
        "ingestion.connected_accounts a",
        [
            new("account_id", FieldKind.Uuid, "a.account_id"),
            new("platform", FieldKind.Text, "a.platform"),
            new("external_id", FieldKind.Text, "a.external_id"),
            new("handle", FieldKind.Text, "a.handle"),
            new("display_name", FieldKind.Text, "a.display_name"),
            new("creator_id", FieldKind.Uuid, "a.creator_id"),
            new("source", FieldKind.Text, "a.source"),
            new("page_url", FieldKind.Text, "a.page_url"),
            new("scopes", FieldKind.Texts, "a.scopes"),
            new("status", FieldKind.Text, "a.status"),
            new("schedule", FieldKind.Text, "a.schedule"),
            new("data_collection_enabled", FieldKind.Flag, "a.data_collection_enabled"),
            new("subscription_status", FieldKind.Text, "a.subscription_status"),
            new("is_collected", FieldKind.Flag, ConsentSql.IsCollected),
            new("token_expires_at", FieldKind.Time, "c.expires_at"),
            new("last_sync_at", FieldKind.Time, "a.last_sync_at"),
            new("next_sync_at", FieldKind.Time, "a.next_sync_at"),
            new("last_error_code", FieldKind.Text, "a.last_error_code"),
            new("last_error_message", FieldKind.Text, "a.last_error_message"),
            new("last_error_at", FieldKind.Time, "a.last_error_at"),
            new("created_at", FieldKind.Time, "a.created_at"),
            new("updated_at", FieldKind.Time, "a.updated_at"),
        ],
        [new("account_id", FieldKind.Uuid, "a.account_id")])
    {
        Joins = $"{ConsentSql.CreatorJoin} left join ingestion.account_credentials c on c.account_id = a.account_id",
        Sorts = [new("created_at", FieldKind.Time, "a.created_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["owner"] = "a.owner = @owner",
            ["account_id"] = "a.account_id = @account_id",
            ["platform"] = "a.platform = @platform",
            ["status"] = "a.status = @status",
            ["source"] = "a.source = @source",
            ["creator_id"] = "a.creator_id = @creator_id",
        },
    };

    /// <summary>One account of an owner.</summary>
    /// <param name="owner">Whose it has to be.</param>
    /// <param name="accountId">Its id.</param>
    public static ListQuery One(string owner, Guid accountId) => ListQuery.Of(
        Accounts, new Dictionary<string, object> { ["owner"] = owner, ["account_id"] = accountId }, limit: 1);
}
