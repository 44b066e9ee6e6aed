namespace Ingestion.Core.Privacy;

/// <summary>What is erased in tables: a kind, which the answer names, and how.</summary>
/// <param name="Kind">For example <c>posts</c>.</param>
/// <param name="Table">The table, for the test that looks for tables that were forgotten.</param>
/// <param name="Sql">A delete.</param>
internal sealed record ErasedRows(string Kind, string Table, string Sql);

/// <summary>
/// The statements that take people out of the tables, in the order of their running. All of them are one transaction, and find nothing when
/// they are run again.
/// </summary>
internal static class ErasureRowsSql
{
    /// <summary>Names, and what they lead to.</summary>
    internal const string Prepare = """
        create temp table erased_handles on commit drop as
            select distinct * from unnest(@handlePlatforms, @handles) as x (platform, handle);
        create temp table erased_ids on commit drop as select distinct * from unnest(@idPlatforms, @ids) as x (platform, id);
        create temp table erased_posts on commit drop as
            select p.platform, p.post_id from ingestion.social_posts p
            where exists (select from erased_handles h where h.platform = p.platform and h.handle = p.author_handle)
                or exists (select from erased_ids i where i.platform = p.platform and i.id = p.author_id);
        """;

    /// <summary>Crawls of a platform, of whose pages the caller picks those of erased people.</summary>
    internal const string Pages = """
        select crawl_id, url, finished_at is not null from ingestion.crawl_metadata where platform = any(@platforms) and url <> @erasedUrl
        """;

    /// <summary>The crawl stays, for what it cost; whom it was about does not.</summary>
    internal const string ForgetPages = """
        update ingestion.crawl_metadata set url = @erasedUrl, crawl_params = '{}', error_message = null where crawl_id = any(@pages)
        """;

    internal const string ListFiles = """
        insert into ingestion.erasure_files (crawl_id, erasure_id, created_at)
        select crawl_id, @erasureId, @at from ingestion.crawl_metadata where platform = any(@platforms) and blob_path is not null
        on conflict do nothing
        """;

    /// <summary>Raw files of the accounts' own syncs hold nobody else: they are deleted whole.</summary>
    internal const string ListOwnFiles = """
        insert into ingestion.erasure_files (crawl_id, erasure_id, raw_path, bronze_path, created_at)
        select crawl_id, @erasureId, substr(blob_path, strpos(blob_path, '/') + 1), substr(bronze_path, strpos(bronze_path, '/') + 1), @at
        from ingestion.crawl_metadata where account_id = any(@accountIds) and blob_path is not null
        on conflict (crawl_id, erasure_id) do update set raw_path = excluded.raw_path, bronze_path = excluded.bronze_path
        """;

    /// <summary>Bytes that were no snapshot, kept for inspection: nobody can tell whose they are.</summary>
    internal const string ListRejectedFiles = """
        insert into ingestion.erasure_files (crawl_id, erasure_id, raw_path, created_at)
        select crawl_id, @erasureId, 'rejected_snapshots/'
            || to_char(coalesce(downloading_at, created_at) at time zone 'UTC', 'YYYY/MM/DD') || '/snapshot_' || snapshot_id || '.json', @at
        from ingestion.crawl_metadata
        where platform = any(@platforms) and blob_path is null and snapshot_id is not null and error_code = 'SNAPSHOT_INVALID'
        on conflict do nothing
        """;

    /// <summary>The orchestrations of syncs: a job's id is its instance's, and so is a crawl's.</summary>
    internal const string Instances = """
        select job_id::text from ingestion.data_collection_jobs where account_id = any(@accountIds)
        union select crawl_id::text from ingestion.crawl_metadata where account_id = any(@accountIds)
        union select crawl_id::text from ingestion.data_collection_jobs where account_id = any(@accountIds) and crawl_id is not null
        """;

    private const string OwnCrawls = "(select crawl_id from ingestion.crawl_metadata where account_id = any(@accountIds))";

    internal static IReadOnlyList<ErasedRows> All { get; } =
    [
        new("engagement_snapshots", "engagement_snapshots", OfPosts("engagement_snapshots")),
        new("post_metrics", "post_engagement_metrics", OfPosts("post_engagement_metrics")),
        new("findings", "quality_findings", """
            delete from ingestion.quality_findings f using erased_posts e
            where f.platform = e.platform and f.subject_type = 'post' and f.subject_id = e.post_id
            """),
        new("posts", "social_posts", OfPosts("social_posts")),
        new("findings", "quality_findings", """
            delete from ingestion.quality_findings f using erased_handles e
            where f.platform = e.platform and f.subject_type = 'profile' and f.subject_id = e.handle
            """),
        new("profile_snapshots", "follower_snapshots", OfHandles("follower_snapshots")),
        new("profiles", "follower_metrics", OfHandles("follower_metrics")),
        new("daily_metrics", "metrics", OfHandles("metrics")),
        new("insights", "account_insights", """
            delete from ingestion.account_insights x where x.account_id = any(@accountIds)
                or exists (select from erased_handles e where e.platform = x.platform and e.handle = x.handle)
            """),
        new("events", "outbox", """
            delete from ingestion.outbox o
            where o.aggregate_id = any(@accountIds) or o.aggregate_id = any(@creatorIds) or o.aggregate_id = any(@pages)
                or o.aggregate_id in (select crawl_id from ingestion.crawl_metadata where account_id = any(@accountIds))
                or o.envelope -> 'data' ->> 'account_id' = any(@accountIds::text[])
                or o.envelope -> 'data' ->> 'creator_id' = any(@creatorIds::text[])
            """),
        new("dead_letters", "dead_letters", OfOwnCrawls("dead_letters")),
        new("findings", "quality_findings", OfOwnCrawls("quality_findings")),
        new("drift", "schema_drift", OfOwnCrawls("schema_drift")),
        new("raw_entries", "raw_data_crawl_snapshots", OfOwnCrawls("raw_data_crawl_snapshots")),
        new("sync_crawls", "crawl_metadata", "delete from ingestion.crawl_metadata where account_id = any(@accountIds)"),
        // Before the jobs: the ledger of the limits locks them in this order.
        new("limits", "api_rate_limits", "delete from ingestion.api_rate_limits where account_id = any(@accountIds)"),
        new("sync_jobs", "data_collection_jobs", "delete from ingestion.data_collection_jobs where account_id = any(@accountIds)"),
        new("sign_ins", "oauth_states", "delete from ingestion.oauth_states where creator_id = any(@creatorIds)"),
        new("accounts", "connected_accounts", "delete from ingestion.connected_accounts where account_id = any(@accountIds)"),
        new("creators", "influencer_details", "delete from ingestion.influencer_details where creator_id = any(@creatorIds)"),
    ];

    private static string OfPosts(string table) =>
        $"delete from ingestion.{table} x using erased_posts e where x.platform = e.platform and x.post_id = e.post_id";

    private static string OfOwnCrawls(string table) => $"delete from ingestion.{table} where crawl_id in {OwnCrawls}";

    private static string OfHandles(string table) =>
        $"delete from ingestion.{table} x using erased_handles e where x.platform = e.platform and x.handle = e.handle";
}
