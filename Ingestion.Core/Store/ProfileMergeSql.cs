namespace Ingestion.Core.Store;

/// <summary>
/// From staged profiles and authors to the tables of profiles. Of every field the latest known value counts: a null tells
/// nothing, and an older observation only fills what is unknown. Order and statements as in <see cref="PostMergeSql"/>.
/// </summary>
internal static class ProfileMergeSql
{
    /// <summary>What has to be written; a profile that stays as it is does not appear. It lives as a <see cref="StagingTable"/> does.</summary>
    internal const string PlanTableSql = """
        create temp table if not exists profile_plan (
            record_index bigint, observed_at timestamptz, byte_offset bigint, byte_length bigint, is_record boolean,
            handle text collate "C", writes_row boolean, writes_history boolean, followers bigint, following bigint,
            posts bigint, likes bigint, is_verified boolean, profile_id text, name text, url text, bio text,
            all_followers bigint, all_following bigint, all_posts bigint, all_likes bigint
        ) on commit delete rows
        """;

    private const string IsOlder = "s.observed_at < m.observed_at";
    private const string IsNewer = "excluded.observed_at >= m.observed_at";

    private static readonly string[] Lineage = ["observed_at", "snapshot_id", "crawl_id", "dataset_id", "mapper_version"];
    private static readonly string[] Counts = ["followers", "following", "posts", "likes"];
    private static readonly string[] Places = ["record_index", "byte_offset", "byte_length"];
    private static readonly string[] Fields = [.. Counts, "is_verified", "profile_id", "name", "url", "bio"];

    /// <summary>
    /// Folds the observations of each profile into one and compares it with what was known at its time: the row, or for an
    /// observation that is older than the row, the history before it.
    /// </summary>
    internal static string PlanSql { get; } = $"""
        with seen as (
            select handle, max(observed_at) as observed_at, bool_or(is_record) as is_record,
                {List(Places, name => $"(array_agg({name} order by observed_at desc, record_index desc))[1] as {name}")},
                {List(Fields, name => Latest(name))}
            from staged_profiles group by handle
        ),
        compared as (
            select s.*, coalesce({IsOlder}, false) as is_older, m.handle is null as is_new,
                {List(Fields, name => $"m.{name} as old_{name}")},
                {List(Counts, name => $"case when {IsOlder} then b.{name} else m.{name} end as before_{name}")}
            from seen s
            left join ingestion.follower_metrics m on m.platform = @Platform and m.handle = s.handle
            left join lateral (
                select * from ingestion.follower_snapshots h
                where {IsOlder} and h.platform = @Platform and h.handle = s.handle
                    and h.observed_at <= s.observed_at
                order by h.observed_at desc limit 1
            ) b on true
        ),
        judged as (
            select *,
                is_new or case when is_older
                    then {Any(Fields, name => $"(old_{name} is null and {name} is not null)")}
                    else {Any(Fields, name => $"({name} is not null and {name} is distinct from old_{name})")}
                    end as writes_row,
                {Any(Counts, name => $"({name} is not null and {name} is distinct from before_{name})")} as writes_history
            from compared
        )
        insert into profile_plan
        select record_index, observed_at, byte_offset, byte_length, is_record, handle, writes_row, writes_history,
            {List(Fields, name => name)}, {List(Counts, name => $"coalesce({name}, before_{name})")}
        from judged where writes_row or writes_history
        """;

    /// <summary>Returns the numbers of records, not of authors, that made a row or changed one.</summary>
    internal static string RowsSql { get; } = $"""
        with written as (
            insert into ingestion.follower_metrics as m (
                platform, handle, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, first_seen_at, updated_at,
                {List(Places, name => name)}, {List(Fields, name => name)})
            select @Platform, handle, observed_at, @SnapshotId, @CrawlId, @DatasetId, @MapperVersion, @At, @At,
                {List(Places, name => name)}, {List(Fields, name => name)}
            from profile_plan
            where writes_row
            order by handle
            on conflict (platform, handle) do update set updated_at = excluded.updated_at,
                {List([.. Lineage, .. Places], name => $"{name} = case when {IsNewer} then excluded.{name} else m.{name} end")},
                {List(Fields, name => $"{name} = {Merged(name)}")}
            where {Any(Fields, name => $"{Merged(name)} is distinct from m.{name}")}
            returning m.handle, xmax = 0 as is_new
        )
        select count(*) filter (where is_new) as stored, count(*) filter (where not is_new) as updated
        from written join profile_plan using (handle)
        where is_record
        """;

    /// <summary>Each change of counts, with those that are known from before.</summary>
    internal static string HistorySql { get; } = $"""
        insert into ingestion.follower_snapshots as h (
            platform, handle, observed_at, snapshot_id, {List(Counts, name => name)})
        select @Platform, handle, observed_at, @SnapshotId, {List(Counts, name => $"all_{name}")}
        from profile_plan
        where writes_history
        order by handle
        on conflict (platform, handle, observed_at) do update set
            snapshot_id = excluded.snapshot_id, {List(Counts, name => $"{name} = excluded.{name}")}
        where {Any(Counts, name => $"h.{name} is distinct from excluded.{name}")}
        """;

    private static string Merged(string name) =>
        $"case when {IsNewer} then coalesce(excluded.{name}, m.{name}) else coalesce(m.{name}, excluded.{name}) end";

    private static string Latest(string name) =>
        $"(array_agg({name} order by observed_at desc, record_index desc) filter (where {name} is not null))[1] as {name}";

    private static string List(IEnumerable<string> names, Func<string, string> form) => string.Join(", ", names.Select(form));

    private static string Any(IEnumerable<string> names, Func<string, string> form) =>
        $"({string.Join(" or ", names.Select(form))})";
}
