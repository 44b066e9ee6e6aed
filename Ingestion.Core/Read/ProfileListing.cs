using Ingestion.Core.Accounts;

namespace Ingestion.Core.Read;

/// <summary>The lists of profiles and of what is known about one over time.</summary>
public static class ProfileListing
{
    /// <summary>Profiles with their latest figures.</summary>
    public static Listing Profiles { get; } = new(
        "profiles",
        "ingestion.follower_metrics f",
        [
            new("platform", FieldKind.Text, "f.platform"),
            new("handle", FieldKind.Text, "f.handle"),
            new("profile_id", FieldKind.Text, "f.profile_id"),
            new("name", FieldKind.Text, "f.name"),
            new("bio", FieldKind.Text, "f.bio"),
            new("url", FieldKind.Text, "f.url"),
            new("is_verified", FieldKind.Flag, "f.is_verified"),
            new("followers", FieldKind.Number, "f.followers"),
            new("following", FieldKind.Number, "f.following"),
            new("posts", FieldKind.Number, "f.posts"),
            new("likes", FieldKind.Number, "f.likes"),
            new("observed_at", FieldKind.Time, "f.observed_at"),
            new("snapshot_id", FieldKind.Text, "f.snapshot_id"),
            new("crawl_id", FieldKind.Uuid, "f.crawl_id"),
            new("dataset_id", FieldKind.Text, "f.dataset_id"),
            new("first_seen_at", FieldKind.Time, "f.first_seen_at"),
            new("updated_at", FieldKind.Time, "f.updated_at"),
        ],
        [new("platform", FieldKind.Text, "f.platform"), new("handle", FieldKind.Text, "f.handle")])
    {
        Sorts =
        [
            new("followers", FieldKind.Number, "f.followers", IsNullable: true),
            new("name", FieldKind.Text, "left(lower(f.name), 100)", IsNullable: true),
            new("observed_at", FieldKind.Time, "f.observed_at", IsNullable: false),
        ],
        Filters = new Dictionary<string, string>
        {
            ["platform"] = "f.platform = @platform",
            ["handle"] = "f.handle = @handle",
            [AccountProfile.OnlyOfFilter] = AccountProfile.IsOfAccount,
            ["q"] = "strpos(lower(concat_ws(' ', f.handle, f.name, f.bio)), lower(@q)) > 0",
        },
    };

    /// <summary>The figures of a profile, observation by observation, newest first.</summary>
    public static Listing History { get; } = new(
        "history",
        "ingestion.follower_snapshots s",
        [
            new("observed_at", FieldKind.Time, "s.observed_at"),
            new("followers", FieldKind.Number, "s.followers"),
            new("following", FieldKind.Number, "s.following"),
            new("posts", FieldKind.Number, "s.posts"),
            new("likes", FieldKind.Number, "s.likes"),
            new("snapshot_id", FieldKind.Text, "s.snapshot_id"),
        ],
        [])
    {
        Sorts = [new("observed_at", FieldKind.Time, "s.observed_at", IsNullable: false)],
        Filters = OfOne("s"),
    };

    /// <summary>A profile day by day, newest first, with its growth since the last day before on which it is known.</summary>
    public static Listing Days { get; } = new(
        "metrics",
        "ingestion.metrics d",
        [
            new("metric_date", FieldKind.Date, "d.metric_date"),
            new("followers", FieldKind.Number, "d.followers"),
            new("following", FieldKind.Number, "d.following"),
            new("posts_count", FieldKind.Number, "d.posts_count"),
            new("engagement_rate", FieldKind.Decimal, "d.engagement_rate"),
            new("content_views", FieldKind.Number, "d.content_views"),
            new("video_views", FieldKind.Number, "d.video_views"),
            new("likes", FieldKind.Number, "d.likes"),
            new("comments", FieldKind.Number, "d.comments"),
            new("shares", FieldKind.Number, "d.shares"),
            new("collection_source", FieldKind.Text, "d.collection_source"),
            new("data_quality_score", FieldKind.Decimal, "d.data_quality_score"),
            new("follower_growth_rate", FieldKind.Decimal, "g.follower_growth_rate"),
            new("follower_growth_per_day", FieldKind.Decimal, "g.follower_growth_per_day"),
            new("days_since_previous", FieldKind.Number, "g.days_since_previous"),
            new("engagement_growth_rate", FieldKind.Decimal, "g.engagement_growth_rate"),
            new("engagement_growth_per_day", FieldKind.Decimal, "g.engagement_growth_per_day"),
            new("engagement_days_since_previous", FieldKind.Number, "g.engagement_days_since_previous"),
            new("observed_at", FieldKind.Time, "d.observed_at"),
            new("snapshot_id", FieldKind.Text, "d.snapshot_id"),
        ],
        [])
    {
        Joins = "left join ingestion.calculate_growth_rates(@handle, @platform) g on g.metric_date = d.metric_date",
        Sorts = [new("metric_date", FieldKind.Date, "d.metric_date", IsNullable: false)],
        Filters = new Dictionary<string, string>(OfOne("d")) { ["from"] = "d.metric_date >= @from" },
    };

    private static Dictionary<string, string> OfOne(string table) => new()
    {
        ["platform"] = $"{table}.platform = @platform",
        ["handle"] = $"{table}.handle = @handle",
        [AccountProfile.OnlyOfFilter] = AccountProfile.IsOfAccount,
    };
}
