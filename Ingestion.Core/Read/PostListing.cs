using Ingestion.Core.Accounts;

namespace Ingestion.Core.Read;

/// <summary>The list of posts, with their latest counts.</summary>
public static class PostListing
{
    private const string HasHashtag = "p.hashtags @> array[@hashtag]";
    private const string HasWords = "p.words @@ @q::tsquery";
    private const string CrawlOfSnapshot =
        "select s.crawl_id from ingestion.raw_data_crawl_snapshots s where s.snapshot_id = @snapshot_id";

    /// <summary>The list.</summary>
    public static Listing Posts { get; } = new(
        "posts",
        "ingestion.social_posts p",
        [
            new("platform", FieldKind.Text, "p.platform"),
            new("post_id", FieldKind.Text, "p.post_id"),
            new("author_handle", FieldKind.Text, "p.author_handle"),
            new("author_id", FieldKind.Text, "p.author_id"),
            new("author_name", FieldKind.Text, "p.author_name"),
            new("author_url", FieldKind.Text, "p.author_url"),
            new("url", FieldKind.Text, "p.url"),
            new("published_at", FieldKind.Time, "p.published_at"),
            new("text", FieldKind.Text, "p.text"),
            new("language", FieldKind.Text, "p.language"),
            new("hashtags", FieldKind.Texts, "p.hashtags"),
            new("mentions", FieldKind.Texts, "p.mentions"),
            new("content_type", FieldKind.Text, "p.content_type"),
            new("media", FieldKind.Json, "p.media"),
            new("media_count", FieldKind.Number, "p.media_count"),
            new("is_sponsored", FieldKind.Flag, "p.is_sponsored"),
            new("is_repost", FieldKind.Flag, "p.is_repost"),
            new("brand", FieldKind.Text, "p.brand"),
            new("competitor", FieldKind.Text, "p.competitor"),
            new("category", FieldKind.Text, "p.category"),
            new("likes", FieldKind.Number, "m.likes"),
            new("comments", FieldKind.Number, "m.comments"),
            new("shares", FieldKind.Number, "m.shares"),
            new("views", FieldKind.Number, "m.views"),
            new("saves", FieldKind.Number, "m.saves"),
            new("reach", FieldKind.Number, "m.reach"),
            new("impressions", FieldKind.Number, "m.impressions"),
            new("reactions", FieldKind.Json, "m.reactions"),
            new("author_followers", FieldKind.Number, "m.author_followers"),
            new("engagement_rate", FieldKind.Decimal, "m.engagement_rate"),
            new("counts_observed_at", FieldKind.Time, "m.observed_at"),
            new("observed_at", FieldKind.Time, "p.observed_at"),
            new("snapshot_id", FieldKind.Text, "p.snapshot_id"),
            new("crawl_id", FieldKind.Uuid, "p.crawl_id"),
            new("dataset_id", FieldKind.Text, "p.dataset_id"),
            new("first_seen_at", FieldKind.Time, "p.first_seen_at"),
            new("updated_at", FieldKind.Time, "p.updated_at"),
        ],
        [new("platform", FieldKind.Text, "p.platform"), new("post_id", FieldKind.Text, "p.post_id")])
    {
        Joins = "left join ingestion.post_engagement_metrics m on m.platform = p.platform and m.post_id = p.post_id",
        Lookup = new ListLookup
        {
            Conditions = new Dictionary<string, string>
            {
                ["platform"] = Label("@platform"),
                ["author"] = Label("@author"),
                ["brand"] = Label("@brand"),
                ["competitor"] = Label("@competitor"),
                ["category"] = Label("@category"),
                ["content_type"] = Label("@content_type"),
                ["crawl_id"] = Label("@crawl_id::text"),
                ["snapshot_id"] = Label($"({CrawlOfSnapshot})::text"),
                ["hashtag"] = HasHashtag,
                ["q"] = HasWords,
            },
            Buckets = "ingestion.post_days(p.published_at)",
            Covered = new HashSet<string> { "platform", "content_type", "brand", "competitor", "category", "from", "to" },
            Ordered = new HashSet<string> { "author", "from", "to" },
        },
        Sorts =
        [
            new("published_at", FieldKind.Time, "p.published_at", IsNullable: true),
            new("likes", FieldKind.Number, "m.likes", IsNullable: true, IsJoined: true),
            new("comments", FieldKind.Number, "m.comments", IsNullable: true, IsJoined: true),
            new("shares", FieldKind.Number, "m.shares", IsNullable: true, IsJoined: true),
            new("views", FieldKind.Number, "m.views", IsNullable: true, IsJoined: true),
            new("saves", FieldKind.Number, "m.saves", IsNullable: true, IsJoined: true),
            new("engagement_rate", FieldKind.Decimal, "m.engagement_rate", IsNullable: true, IsJoined: true),
        ],
        Filters = new Dictionary<string, string>
        {
            ["platform"] = "p.platform = @platform",
            ["post_id"] = "p.post_id = @post_id",
            ["author"] = "p.author_handle = @author",
            [AccountProfile.OnlyOfFilter] = "p.crawl_id in (select c.crawl_id from ingestion.crawl_metadata c where c.account_id = @only_of)",
            ["brand"] = "p.brand = @brand",
            ["competitor"] = "p.competitor = @competitor",
            ["category"] = "p.category = @category",
            ["content_type"] = "p.content_type = @content_type",
            ["hashtag"] = HasHashtag,
            ["q"] = HasWords,
            ["from"] = "p.published_at >= @from",
            ["to"] = "p.published_at < @to",
            ["crawl_id"] = "p.crawl_id = @crawl_id",
            ["snapshot_id"] = $"p.snapshot_id = @snapshot_id and p.crawl_id = ({CrawlOfSnapshot})",
        },
    };

    /// <summary>What was counted on a post, observation by observation, newest first.</summary>
    public static Listing History { get; } = new(
        "history",
        "ingestion.engagement_snapshots e",
        [
            new("observed_at", FieldKind.Time, "e.observed_at"),
            new("likes", FieldKind.Number, "e.likes"),
            new("comments", FieldKind.Number, "e.comments"),
            new("shares", FieldKind.Number, "e.shares"),
            new("views", FieldKind.Number, "e.views"),
            new("saves", FieldKind.Number, "e.saves"),
            new("reach", FieldKind.Number, "e.reach"),
            new("impressions", FieldKind.Number, "e.impressions"),
            new("reactions", FieldKind.Json, "e.reactions"),
            new("author_followers", FieldKind.Number, "e.author_followers"),
            new("engagement_rate", FieldKind.Decimal, "e.engagement_rate"),
            new("snapshot_id", FieldKind.Text, "e.snapshot_id"),
        ],
        [])
    {
        Sorts = [new("observed_at", FieldKind.Time, "e.observed_at", IsNullable: false)],
        Filters = new Dictionary<string, string>
        {
            ["platform"] = "e.platform = @platform",
            ["post_id"] = "e.post_id = @post_id",
        },
    };

    private static string Label(string value) => $"""
        ingestion.post_labels(
            p.platform, p.author_handle, p.content_type, p.brand, p.competitor, p.category, p.crawl_id) @> array[{value}]
        """;
}
