using Ingestion.Core.Quality;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Metrics;

/// <summary>
/// The days of a snapshot, one row per profile and day, in a temporary table: what becomes a row of <c>metrics</c>, its
/// follower growth, and which rules found something in it. Every post is read once for all of this.
/// </summary>
internal static class SnapshotDays
{
    /// <summary>The temporary table; it lives as a <see cref="StagingTable"/> does.</summary>
    internal const string Table = "snapshot_days";

    internal const string CreateSql = $"""
        create temp table if not exists {Table} (
            handle text collate "C", metric_date date, observed_at timestamptz,
            followers bigint, following bigint, posts_count bigint,
            engagement_rate numeric, content_views bigint, video_views bigint, likes bigint, comments bigint, shares bigint,
            followers_before bigint, days_between float8, growth float8,
            has_suspects boolean, required_field boolean, negative_count boolean, engagement_over_limit boolean,
            engagement_high boolean, follower_growth boolean, follower_loss boolean
        ) on commit delete rows
        """;

    private const string MaxCount = "9223372036854775807";

    private const string ProfilesSql = $"""
        select handle, (observed_at at time zone 'UTC')::date as metric_date, max(observed_at) as observed_at,
            (array_agg(followers order by observed_at desc) filter (where followers >= 0))[1] as followers,
            (array_agg(following order by observed_at desc) filter (where following >= 0))[1] as following,
            (array_agg(posts order by observed_at desc) filter (where posts >= 0))[1] as posts_count,
            bool_or({ProfileRules.IsIncomplete}) as required_field,
            coalesce(bool_or({ProfileRules.IsNegative}), false) as negative_count
        from {StagedRows.Profiles}
        group by 1, 2
        """;

    private static string PostsSql(StagedRows rows) => $"""
        select author_handle as handle, (observed_at at time zone 'UTC')::date as metric_date, max(observed_at) as observed_at,
            round(avg(engagement_rate), 6) as engagement_rate,
            {Sum("views")} as content_views,
            {Sum("views", "content_type in ('video', 'reel', 'short')")} as video_views,
            {Sum("likes")} as likes, {Sum("comments")} as comments, {Sum("shares")} as shares,
            bool_or({PostRules.IsSuspect}) as has_suspects,
            bool_or({PostRules.IsIncomplete}) as required_field,
            bool_or({PostRules.IsNegative}) as negative_count,
            bool_or({PostRules.IsOverLimit}) as engagement_over_limit,
            bool_or({PostRules.IsHigh}) as engagement_high
        from {rows.Posts}
        group by 1, 2
        """;

    // Growth is measured against the last day before, never within the day: so a replay measures the same again. A day that
    // this snapshot itself wrote when it was loaded first is no earlier observation.
    private static string FillSql(StagedRows rows) => $"""
        insert into {Table}
        select d.handle, d.metric_date, d.observed_at, d.followers, d.following, d.posts_count,
            d.engagement_rate, d.content_views, d.video_views, d.likes, d.comments, d.shares,
            before.followers, g.days_between, g.growth,
            coalesce(d.has_suspects, false), d.required_field, d.negative_count,
            coalesce(d.engagement_over_limit, false), coalesce(d.engagement_high, false),
            coalesce(g.growth > @maxGrowth, false), coalesce(g.growth < -@maxLoss, false)
        from (
            select handle, metric_date, greatest(profiles.observed_at, posts.observed_at) as observed_at,
                followers, following, posts_count,
                engagement_rate, content_views, video_views, posts.likes, posts.comments, posts.shares, has_suspects,
                coalesce(profiles.required_field, false) or coalesce(posts.required_field, false) as required_field,
                coalesce(profiles.negative_count, false) or coalesce(posts.negative_count, false) as negative_count,
                engagement_over_limit, engagement_high
            from ({ProfilesSql}) profiles full join ({PostsSql(rows)}) posts using (handle, metric_date)
        ) d
        left join lateral (
            select m.followers, m.observed_at from ingestion.metrics m
            where m.platform = @Platform and m.handle = d.handle and m.metric_date < d.metric_date
                and m.followers is not null and m.snapshot_id <> @SnapshotId
            order by m.metric_date desc limit 1
        ) before on d.followers is not null
        cross join lateral (
            select extract(epoch from d.observed_at - before.observed_at)::float8 / 86400 as days_between
        ) t
        cross join lateral (
            select t.days_between, ingestion.growth_per_day(before.followers, d.followers, t.days_between) as growth
        ) g
        """;

    /// <summary>Makes and fills the table, from the staged rows of the connection's transaction.</summary>
    internal static Task PrepareAsync(
        NpgsqlConnection connection,
        LoadInput load,
        StagedRows rows,
        QualityOptions options,
        CancellationToken cancellationToken)
    {
        var parameters = new
        {
            load.SnapshotId,
            load.Platform,
            maxGrowth = options.MaxFollowerGrowthPercent,
            maxLoss = options.MaxFollowerLossPercent,
            maxEngagementRate = options.MaxEngagementRate,
            highEngagementRate = options.HighEngagementRate,
        };
        return connection.RunAsync($"{CreateSql}; {FillSql(rows)}", parameters, cancellationToken);
    }

    /// <summary>
    /// Negative counts are left out. A sum beyond 64 bits stays at the largest count: nonsense in a record must not stop a
    /// load.
    /// </summary>
    private static string Sum(string column, string condition = "true")
    {
        string sum = $"sum({column}) filter (where {column} >= 0 and {condition})";
        return $"case when {sum} > {MaxCount} then {MaxCount} else {sum} end::bigint";
    }
}
