using System.Data.Common;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Read;

namespace Ingestion.Core.Metrics;

/// <summary>How an account moved in a stretch of days that ends with the last one known.</summary>
public sealed record AccountTrend
{
    /// <summary>The length of the stretch.</summary>
    public required int Days { get; init; }

    /// <summary>The first day in it on which the followers are known; null without a day before the last.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>The last day on which they are known; null without any.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>Followers on that first day.</summary>
    public required long? FollowersBefore { get; init; }

    /// <summary>Followers on that last day.</summary>
    public required long? Followers { get; init; }

    /// <summary>Percent from the first to the last; null when it grew from nothing.</summary>
    public required decimal? FollowerGrowthRate { get; init; }

    /// <summary>The same in percent a day, compound.</summary>
    public required decimal? FollowerGrowthPerDay { get; init; }

    /// <summary>The mean of the engagement rates of the stretch's days, in percent.</summary>
    public required decimal? AverageEngagementRate { get; init; }
}

/// <summary>Reads the figures of connected accounts.</summary>
/// <param name="database">The product's database.</param>
public sealed class AccountTrends(Database database)
{
    /// <summary>The longest series.</summary>
    public const int MaxDays = 366;

    private const string TrendSql = $"""
        with days as (
            select metric_date, followers, engagement_rate from ingestion.metrics d
            where platform = @Platform and handle = @Handle and (@only_of::uuid is null or {AccountProfile.IsOfAccount})
        )
        select w.days, b.metric_date, l.metric_date, b.followers, l.followers,
            round((l.followers - b.followers)::numeric / nullif(b.followers, 0) * 100, 2),
            round(ingestion.growth_per_day(b.followers, l.followers, l.metric_date - b.metric_date)::numeric, 2),
            (select round(avg(m.engagement_rate), 2) from days m
                where m.metric_date > (select max(metric_date) from days) - w.days)
        from unnest(@windows) w (days)
        left join lateral (
            select metric_date, followers from days where followers is not null
            order by metric_date desc limit 1
        ) l on true
        left join lateral (
            select metric_date, followers from days
            where followers is not null
                and metric_date >= l.metric_date - w.days and metric_date < l.metric_date
            order by metric_date limit 1
        ) b on true
        order by w.days
        """;

    private static readonly int[] Windows = [7, 28];

    /// <summary>The days of one profile, newest first; the filters <c>platform</c>, <c>handle</c> and <c>days</c> have to be set.</summary>
    public static Listing Series { get; } = new("metrics", "ingestion.metrics d", ProfileListing.Days.DefaultFields, [])
    {
        Joins = "left join ingestion.calculate_growth_rates(@handle, @platform, @days) g on g.metric_date = d.metric_date",
        Sorts = [new("metric_date", FieldKind.Date, "d.metric_date", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["platform"] = "d.platform = @platform",
            ["handle"] = "d.handle = @handle",
            [AccountProfile.OnlyOfFilter] = AccountProfile.IsOfAccount,
            ["days"] = "d.metric_date > (now() at time zone 'UTC')::date - @days",
        },
    };

    /// <summary>
    /// What the platform counted about one account, day by day, newest first, each day an object of values by metric. The filters
    /// <c>account_id</c> and <c>days</c> have to be set.
    /// </summary>
    public static Listing Insights { get; } = new(
        "insights",
        """
        (select account_id, insight_date, jsonb_object_agg(metric, value) as metrics
            from ingestion.account_insights group by account_id, insight_date) i
        """,
        [new("insight_date", FieldKind.Date, "i.insight_date"), new("values", FieldKind.Json, "i.metrics::text")],
        [])
    {
        Sorts = [new("insight_date", FieldKind.Date, "i.insight_date", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["account_id"] = "i.account_id = @account_id",
            ["days"] = "i.insight_date > (now() at time zone 'UTC')::date - @days",
        },
    };

    /// <summary>The trends over 7 and 28 days.</summary>
    /// <param name="profile">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<IReadOnlyList<AccountTrend>> ReadAsync(AccountProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return database.ReadAsync(
            TrendSql, new { profile.Platform, profile.Handle, only_of = profile.OnlyOf, windows = Windows }, Read, cancellationToken);
    }

    private static AccountTrend Read(DbDataReader row) => new()
    {
        Days = row.GetInt32(0),
        From = Value<DateOnly>(row, 1),
        To = Value<DateOnly>(row, 2),
        FollowersBefore = Value<long>(row, 3),
        Followers = Value<long>(row, 4),
        FollowerGrowthRate = Value<decimal>(row, 5),
        FollowerGrowthPerDay = Value<decimal>(row, 6),
        AverageEngagementRate = Value<decimal>(row, 7),
    };

    private static T? Value<T>(DbDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
