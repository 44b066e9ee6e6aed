using Ingestion.Core.Metrics;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Core.Quality;

/// <summary>
/// The rules that look at single rows, as one statement over the staged rows and the days made of them: the rows stay where
/// they are, and a snapshot without a suspect is not read a second time.
/// </summary>
internal static class QualityScan
{
    private static string Sql(StagedRows rows) => $"""
        with found as (
            select 'post' as subject_type, p.post_id as subject_id, f.rule, f.field, f.value, p.observed_at,
                null::bigint as before, null::float8 as days
            from (
                select * from {rows.Posts}
                where (select bool_or(has_suspects) from {SnapshotDays.Table})
                    and ({PostRules.IsSuspect})
            ) p
            cross join lateral (values
                ('required_field', 'published_at', null, p.published_at is null),
                ('required_field', 'url', null, p.url = ''),
                ('required_field', 'author_handle', null, p.author_handle = ''),
                ('negative_count', 'likes', p.likes::text, p.likes < 0),
                ('negative_count', 'comments', p.comments::text, p.comments < 0),
                ('negative_count', 'shares', p.shares::text, p.shares < 0),
                ('negative_count', 'views', p.views::text, p.views < 0),
                ('negative_count', 'saves', p.saves::text, p.saves < 0),
                ('negative_count', 'reach', p.reach::text, p.reach < 0),
                ('negative_count', 'impressions', p.impressions::text, p.impressions < 0),
                ('engagement_over_limit', 'engagement_rate', round(p.engagement_rate, 2)::text, {PostRules.IsOverLimit}),
                ('engagement_high', 'engagement_rate', round(p.engagement_rate, 2)::text, {PostRules.IsHigh})
            ) f(rule, field, value, is_hit)
            where f.is_hit
            union all
            select 'profile', p.handle, f.rule, f.field, f.value, p.observed_at, null, null
            from {StagedRows.Profiles} p
            cross join lateral (values
                ('required_field', 'handle', null, p.is_record and p.handle = ''),
                ('required_field', 'followers', null, p.is_record and p.followers is null),
                ('negative_count', 'followers', p.followers::text, p.followers < 0),
                ('negative_count', 'following', p.following::text, p.following < 0),
                ('negative_count', 'posts', p.posts::text, p.posts < 0),
                ('negative_count', 'likes', p.likes::text, p.likes < 0)
            ) f(rule, field, value, is_hit)
            where f.is_hit
            union all
            select 'profile', d.handle, f.rule, 'followers', round(d.growth::numeric, 1)::text, d.observed_at,
                d.followers_before, d.days_between
            from {SnapshotDays.Table} d
            cross join lateral (values
                ('follower_growth', d.follower_growth),
                ('follower_loss', d.follower_loss)
            ) f(rule, is_hit)
            where f.is_hit
        ),
        -- A profile that was seen twice has one finding of a kind, the last.
        each as (
            select distinct on (rule, subject_type, subject_id, field) * from found
            order by rule, subject_type, subject_id, field, observed_at desc
        ),
        placed as (
            select *, count(*) over (partition by rule) as total,
                row_number() over (partition by rule order by subject_type, subject_id, field) as place
            from each
        )
        select subject_type as SubjectType, subject_id as SubjectId, rule as Rule, field as Field, value as Value,
            observed_at as ObservedAt, before as Before, days as Days, total as Total
        from placed where place <= @cap
        order by rule, place
        """;

    /// <summary>Applies the rules to the staged rows, whose days must be prepared.</summary>
    internal static async Task<FindingList> FindAsync(
        NpgsqlConnection connection,
        QualityInput input,
        StagedRows rows,
        QualityOptions options,
        CancellationToken cancellationToken)
    {
        var parameters = new
        {
            maxEngagementRate = options.MaxEngagementRate,
            highEngagementRate = options.HighEngagementRate,
            cap = options.MaxFindingsPerRule,
        };
        FindingList findings = new();
        IEnumerable<Row> read = await connection.ReadAllAsync<Row>(Sql(rows), parameters, cancellationToken);
        foreach (IGrouping<string, Row> found in read.GroupBy(row => row.Rule))
        {
            QualityRule rule = QualityRules.Named(found.Key);
            findings.Add(rule, [.. found.Select(row => row.ToFinding(rule))], found.First().Total, input);
        }

        return findings;
    }

    private sealed record Row
    {
        public required string SubjectType { get; init; }

        public required string SubjectId { get; init; }

        public required string Rule { get; init; }

        public required string Field { get; init; }

        public required string? Value { get; init; }

        public required DateTime ObservedAt { get; init; }

        public required long? Before { get; init; }

        public required double? Days { get; init; }

        public required long Total { get; init; }

        public QualityFinding ToFinding(QualityRule rule) =>
            QualityFinding.Of(rule, SubjectType, SubjectId, ObservedAt, new Observation(Field, Value, Before, Days));
    }
}
