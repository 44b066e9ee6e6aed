namespace Ingestion.Core.Store;

/// <summary>
/// From staged posts to the three tables of posts. Every statement goes through its rows in the order of their keys, and the
/// statements always come in the same order, so that loads which run at the same time wait for each other but never in a
/// circle.
/// </summary>
internal static class PostMergeSql
{
    private const string Counts =
        "likes, comments, shares, views, saves, reach, impressions, author_followers, engagement_rate, reactions";

    private const string SetCounts = """
        likes = excluded.likes, comments = excluded.comments, shares = excluded.shares, views = excluded.views,
            saves = excluded.saves, reach = excluded.reach, impressions = excluded.impressions,
            author_followers = excluded.author_followers, engagement_rate = excluded.engagement_rate,
            reactions = excluded.reactions
        """;

    private const string IsLabelled =
        "(@HasLabels and (@AuthorHandle::text is null or s.author_handle = @AuthorHandle))";

    private const string HasNoLabels = "(excluded.brand is null and excluded.competitor is null and excluded.category is null)";

    /// <summary>What has to be written; a post that stays as it is does not appear. It lives as a <see cref="StagingTable"/> does.</summary>
    internal const string PlanTableSql = """
        create temp table if not exists post_plan (
            place tid, observed_at timestamptz, post_id text collate "C", is_new boolean, is_older boolean,
            writes_content boolean, writes_counts boolean, likes bigint, comments bigint, shares bigint, views bigint,
            saves bigint, reach bigint, impressions bigint, author_followers bigint, engagement_rate numeric, reactions jsonb
        ) on commit delete rows
        """;

    /// <summary>
    /// Compares with the tables. Of several observations in the snapshot the latest counts, then the one further back in the
    /// file. The author's followers alone are no change of a post; a correction of the same observation is.
    /// </summary>
    internal const string PlanSql = $"""
        with planned as (
            insert into post_plan
            select place, observed_at, post_id, is_new, is_older, has_content and not is_older,
                has_counts and not is_older, {Counts}
            from (
                select s.*, p.post_id is null as is_new,
                    coalesce(s.observed_at < greatest(p.observed_at, m.observed_at), false) as is_older,
                    p.post_id is null or p.content_hash <> s.content_hash
                        or ({IsLabelled}
                            and (p.brand, p.competitor, p.category) is distinct from (@Brand, @Competitor, @Category))
                        as has_content,
                    m.post_id is null
                        or (m.likes, m.comments, m.shares, m.views, m.saves, m.reach, m.impressions, m.reactions)
                            is distinct from
                            (s.likes, s.comments, s.shares, s.views, s.saves, s.reach, s.impressions, s.reactions)
                        or ((m.author_followers is null or m.observed_at = s.observed_at)
                            and m.author_followers is distinct from s.author_followers)
                        as has_counts
                from (
                    select distinct on (post_id) ctid as place, observed_at, post_id, author_handle, content_hash, {Counts}
                    from staged_posts order by post_id, observed_at desc, record_index desc
                ) s
                left join ingestion.social_posts p on p.platform = @Platform and p.post_id = s.post_id
                left join ingestion.post_engagement_metrics m on m.platform = @Platform and m.post_id = s.post_id
            ) compared
            where is_older or has_content or has_counts
            returning is_new, is_older, writes_content, writes_counts
        )
        select count(*) filter (where not is_new) as known,
            count(*) filter (where writes_content) as contents,
            count(*) filter (where writes_counts) as counts,
            count(*) filter (where writes_counts and not writes_content) as countsonly,
            count(*) filter (where writes_counts or is_older) as observations
        from planned
        """;

    /// <summary>Writes any plan; what is there already gives way to what is newer.</summary>
    internal const string MergePostsSql = $"""
        with written as (
            {AddPostsSql}
            {PostExists}
            returning xmax = 0 as is_new
        )
        select count(*) filter (where is_new) as stored, count(*) filter (where not is_new) as updated from written
        """;

    /// <summary>Returns the number of rows written.</summary>
    internal const string MergeCountsSql = $"{AddCountsSql} {CountsExist}";

    internal const string MergeHistorySql = $"{AddHistorySql} {ObservationExists}";

    private const string PostExists = $"""
        on conflict (platform, post_id) do update set
            author_handle = excluded.author_handle, author_id = excluded.author_id, author_name = excluded.author_name,
            author_url = excluded.author_url, url = excluded.url, published_at = excluded.published_at,
            text = excluded.text, words = excluded.words, language = excluded.language, hashtags = excluded.hashtags,
            mentions = excluded.mentions, content_type = excluded.content_type, media = excluded.media,
            media_count = excluded.media_count, is_sponsored = excluded.is_sponsored, is_repost = excluded.is_repost,
            brand = case when {HasNoLabels} then p.brand else excluded.brand end,
            competitor = case when {HasNoLabels} then p.competitor else excluded.competitor end,
            category = case when {HasNoLabels} then p.category else excluded.category end,
            content_hash = excluded.content_hash, observed_at = excluded.observed_at,
            snapshot_id = excluded.snapshot_id, crawl_id = excluded.crawl_id, dataset_id = excluded.dataset_id,
            mapper_version = excluded.mapper_version, record_index = excluded.record_index,
            byte_offset = excluded.byte_offset, byte_length = excluded.byte_length, updated_at = excluded.updated_at
        where p.observed_at <= excluded.observed_at
            and (p.content_hash <> excluded.content_hash
                or (not {HasNoLabels} and (p.brand, p.competitor, p.category)
                    is distinct from (excluded.brand, excluded.competitor, excluded.category)))
        """;

    private const string CountsExist = $"""
        on conflict (platform, post_id) do update set {SetCounts},
            observed_at = excluded.observed_at, snapshot_id = excluded.snapshot_id, updated_at = excluded.updated_at
        where m.observed_at <= excluded.observed_at
            and ((m.likes, m.comments, m.shares, m.views, m.saves, m.reach, m.impressions, m.reactions)
                is distinct from (excluded.likes, excluded.comments, excluded.shares, excluded.views, excluded.saves,
                    excluded.reach, excluded.impressions, excluded.reactions)
                or m.author_followers is distinct from excluded.author_followers)
        """;

    private const string ObservationExists = $"""
        on conflict (platform, post_id, observed_at) do update set {SetCounts}, snapshot_id = excluded.snapshot_id
        where (h.likes, h.comments, h.shares, h.views, h.saves, h.reach, h.impressions, h.author_followers, h.reactions)
            is distinct from (excluded.likes, excluded.comments, excluded.shares, excluded.views, excluded.saves,
                excluded.reach, excluded.impressions, excluded.author_followers, excluded.reactions)
        """;

    /// <summary>
    /// The plan in its order, each row fetched from where it is: what is sorted is small, however large the snapshot. The offset
    /// keeps the planner from turning this into a join that would sort whole posts. By itself for a plan of nothing but new posts:
    /// a unique violation says that another load was faster with one.
    /// </summary>
    internal const string AddPostsSql = $"""
        insert into ingestion.social_posts as p (
            platform, post_id, author_handle, author_id, author_name, author_url, url, published_at, text, words, language,
            hashtags, mentions, content_type, media, media_count, is_sponsored, is_repost, brand, competitor, category,
            content_hash, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, record_index, byte_offset,
            byte_length, first_seen_at, updated_at)
        select @Platform, n.post_id, author_handle, author_id, author_name, author_url, url, published_at, text, words, language,
            hashtags, mentions, content_type, media::jsonb, media_count, is_sponsored, is_repost,
            case when {IsLabelled} then @Brand end, case when {IsLabelled} then @Competitor end,
            case when {IsLabelled} then @Category end,
            content_hash, s.observed_at, @SnapshotId, @CrawlId, @DatasetId, @MapperVersion, record_index, byte_offset,
            byte_length, @At, @At
        from (select place, post_id from post_plan where writes_content order by post_id) n
        cross join lateral (select * from staged_posts where ctid = n.place offset 0) s
        order by n.post_id
        """;

    internal const string AddCountsSql = $"""
        insert into ingestion.post_engagement_metrics as m (
            platform, post_id, observed_at, snapshot_id, updated_at, {Counts})
        select @Platform, post_id, observed_at, @SnapshotId, @At, {Counts}
        from post_plan
        where writes_counts
        order by post_id
        """;

    /// <summary>
    /// Each change of counts. An older observation is one when it differs from what was known at its time; the same observation,
    /// read anew, corrects itself.
    /// </summary>
    internal const string AddHistorySql = $"""
        insert into ingestion.engagement_snapshots as h (platform, post_id, observed_at, snapshot_id, {Counts})
        select @Platform, post_id, observed_at, @SnapshotId, {Counts}
        from post_plan n
        where writes_counts or (is_older and coalesce((
            select (b.likes, b.comments, b.shares, b.views, b.saves, b.reach, b.impressions, b.reactions)
                is distinct from (n.likes, n.comments, n.shares, n.views, n.saves, n.reach, n.impressions, n.reactions)
            from ingestion.engagement_snapshots b
            where b.platform = @Platform and b.post_id = n.post_id and b.observed_at <= n.observed_at
            order by b.observed_at desc limit 1), true))
        order by post_id
        """;
}
