namespace Ingestion.Core.Accounts;

/// <summary>The one condition under which an account may be collected.</summary>
internal static class ConsentSql
{
    /// <summary>For account <c>a</c>; <c>i</c> is its creator, left-joined by <see cref="CreatorJoin"/>.</summary>
    internal const string IsCollected = """
        (a.data_collection_enabled and a.subscription_status = 'active'
            and coalesce(i.data_collection_enabled and i.subscription_status = 'active', true))
        """;

    internal const string CreatorJoin = "left join ingestion.influencer_details i on i.creator_id = a.creator_id";
}
