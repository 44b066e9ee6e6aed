using Ingestion.Core.Persistence;
using Ingestion.Core.Read;
using Ingestion.Core.Search;
using Ingestion.Tests.Persistence;
using Ingestion.Tests.Search;

namespace Ingestion.Tests.Read;

/// <summary>Rows of posts, written as plain SQL, and lists read back from them.</summary>
internal static class PostRows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private const string InsertSql = """
        insert into ingestion.social_posts (
            platform, post_id, author_handle, url, published_at, text, words, hashtags, mentions, content_type, media, media_count,
            brand, competitor, category, content_hash, observed_at, snapshot_id, crawl_id, dataset_id, mapper_version,
            record_index, byte_offset, byte_length, first_seen_at, updated_at)
        values (
            @Platform, @Id, @Author, 'https://example.com/' || @Id, @PublishedAt, @Text, @Words::tsvector, @Hashtags, '{}', @ContentType, '[]', 0,
            @Brand, @Competitor, @Category, '', @Noon, @Snapshot, @Crawl, 'gd_test', 1, 0, 0, 2, @Noon, @Noon);
        insert into ingestion.post_engagement_metrics (
            platform, post_id, likes, comments, shares, views, saves, engagement_rate, observed_at, snapshot_id, updated_at)
        select @Platform, @Id, @Likes, @Comments, @Shares, @Views, @Saves, @EngagementRate, @Noon, @Snapshot, @Noon
        where @HasCounts
        """;

    public static Task InsertAsync(this PipelineDatabase pipeline, params PostRow[] posts) =>
        pipeline.Database.InsertAsync(posts);

    public static async Task InsertAsync(this Database database, params PostRow[] posts)
    {
        foreach (PostRow post in posts)
        {
            await database.ExecuteAsync(InsertSql, post, CancellationToken.None);
        }
    }

    public static Task EmptyPostsAsync(this PipelineDatabase pipeline) => pipeline.ExecuteAsync(
        "truncate ingestion.social_posts, ingestion.post_engagement_metrics, ingestion.engagement_snapshots");

    public static ListQuery Query(
        string sort = "published_at",
        bool isDescending = true,
        int limit = 100,
        params (string Name, object Value)[] filters)
    {
        var values = filters.ToDictionary(
            filter => filter.Name, filter => filter.Name == "q" ? WordQuery.TryParse((string)filter.Value)! : filter.Value);
        return ListQuery.Of(PostListing.Posts, values, limit) with { Order = new ListOrder(sort, isDescending) };
    }

    /// <summary>The ids of one page, and its cursor after a trip over the wire.</summary>
    public static async Task<(IReadOnlyList<string> Ids, PageCursor? Next)> PageAsync(
        this PipelineDatabase pipeline, ListQuery query)
    {
        ListRows rows = await new ListReader(pipeline.Database).OpenAsync(query, CancellationToken.None);
        int id = query.Fields.ToList().FindIndex(field => field.Name == "post_id");
        List<string> ids = [];
        while (await rows.ReadAsync(CancellationToken.None))
        {
            ids.Add((string)rows.Row[id]!);
        }

        string? next = rows.Next?.ToString();
        return (ids, next is null ? null : PageCursor.TryParse(next, query.Listing, query.Order, query.Filters));
    }

    public static async Task<IReadOnlyList<string>> AllAsync(this PipelineDatabase pipeline, ListQuery query)
    {
        List<string> all = [];
        ListQuery? page = query;
        while (page is not null)
        {
            (IReadOnlyList<string> ids, PageCursor? next) = await pipeline.PageAsync(page);
            all.AddRange(ids);
            page = next is null ? null : page with { Cursor = next };
        }

        return all;
    }
}

/// <summary>A post of a test; what is not said is the same for all.</summary>
internal sealed record PostRow(string Id)
{
    public string Platform { get; init; } = "facebook";

    public string Author { get; init; } = "espn";

    public DateTime? PublishedAt { get; init; } = PostRows.Noon.UtcDateTime;

    public string? Text { get; init; }

    public string Words => WordForm.Text(Text);

    public string[] Hashtags { get; init; } = [];

    public string ContentType { get; init; } = "photo";

    public string? Brand { get; init; }

    public string? Competitor { get; init; }

    public string? Category { get; init; }

    public string Snapshot { get; init; } = "sd_test";

    public Guid Crawl { get; init; } = Guid.Parse("00000000-0000-4000-8000-000000000001");

    public long? Likes { get; init; }

    public long? Comments { get; init; }

    public long? Shares { get; init; }

    public long? Views { get; init; }

    public long? Saves { get; init; }

    public decimal? EngagementRate { get; init; }

    public bool HasCounts { get; init; } = true;

    public DateTime Noon => PostRows.Noon.UtcDateTime;
}
