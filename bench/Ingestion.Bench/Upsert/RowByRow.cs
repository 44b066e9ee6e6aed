using System.Text;
using Dapper;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;
using Npgsql;

namespace Ingestion.Bench.Upsert;

/// <summary>
/// The peer: one Dapper Execute per row on one open connection. A post has the same three rows as in the load; a more careful peer
/// writes them with one Execute, which is one transaction.
/// </summary>
internal sealed class RowByRow(NpgsqlDataSource source, LoadInput input) : IDisposable
{
    private const string PostSql = """
        insert into ingestion.social_posts (
            platform, post_id, author_handle, author_id, author_name, author_url, url, published_at, text, words, language, hashtags,
            mentions, content_type, media, media_count, is_sponsored, is_repost, brand, competitor, category, content_hash,
            observed_at, snapshot_id, crawl_id, dataset_id, mapper_version, record_index, byte_offset, byte_length,
            first_seen_at, updated_at)
        values (@Platform, @PostId, @Handle, @AuthorId, @AuthorName, @AuthorUrl, @Url, @PublishedAt, @Text,
            to_tsvector('simple', coalesce(@Text, '')), @Language, @Hashtags,
            @Mentions, @ContentType, @Media::jsonb, @MediaCount, @IsSponsored, @IsRepost, @Brand, @Competitor, @Category, @Hash,
            @ObservedAt, @SnapshotId, @CrawlId, @DatasetId, @MapperVersion, @RecordIndex, @ByteOffset, @ByteLength, @At, @At)
        on conflict (platform, post_id) do update set
            author_handle = excluded.author_handle, author_id = excluded.author_id, author_name = excluded.author_name,
            author_url = excluded.author_url, url = excluded.url, published_at = excluded.published_at, text = excluded.text,
            words = excluded.words, language = excluded.language, hashtags = excluded.hashtags, mentions = excluded.mentions,
            content_type = excluded.content_type, media = excluded.media, media_count = excluded.media_count,
            is_sponsored = excluded.is_sponsored, is_repost = excluded.is_repost, brand = excluded.brand,
            competitor = excluded.competitor, category = excluded.category, content_hash = excluded.content_hash,
            observed_at = excluded.observed_at, snapshot_id = excluded.snapshot_id, crawl_id = excluded.crawl_id,
            dataset_id = excluded.dataset_id, mapper_version = excluded.mapper_version, record_index = excluded.record_index,
            byte_offset = excluded.byte_offset, byte_length = excluded.byte_length, updated_at = excluded.updated_at
        """;

    private const string CountsSql = """
        insert into ingestion.post_engagement_metrics (
            platform, post_id, likes, comments, shares, views, saves, reach, impressions, reactions, author_followers,
            engagement_rate, observed_at, snapshot_id, updated_at)
        values (@Platform, @PostId, @Likes, @Comments, @Shares, @Views, @Saves, @Reach, @Impressions, @Reactions::jsonb,
            @Followers, @Rate, @ObservedAt, @SnapshotId, @At)
        on conflict (platform, post_id) do update set
            likes = excluded.likes, comments = excluded.comments, shares = excluded.shares, views = excluded.views,
            saves = excluded.saves, reach = excluded.reach, impressions = excluded.impressions, reactions = excluded.reactions,
            author_followers = excluded.author_followers, engagement_rate = excluded.engagement_rate,
            observed_at = excluded.observed_at, snapshot_id = excluded.snapshot_id, updated_at = excluded.updated_at
        """;

    private const string HistorySql = """
        insert into ingestion.engagement_snapshots (
            platform, post_id, observed_at, likes, comments, shares, views, saves, reach, impressions, reactions,
            author_followers, engagement_rate, snapshot_id)
        values (@Platform, @PostId, @ObservedAt, @Likes, @Comments, @Shares, @Views, @Saves, @Reach, @Impressions,
            @Reactions::jsonb, @Followers, @Rate, @SnapshotId)
        on conflict (platform, post_id, observed_at) do nothing
        """;

    private static readonly string[] EachRow = [PostSql, CountsSql, HistorySql];
    private static readonly string[] EachPost = [string.Join(';', EachRow)];

    private readonly ContentHash _hash = new();
    private readonly PostJson _json = new();

    /// <summary>Posts per second with an Execute for each row.</summary>
    public Task<double> MeasureRowsAsync(IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken) =>
        MeasureAsync(batches, EachRow, cancellationToken);

    /// <summary>Posts per second with an Execute for each post.</summary>
    public Task<double> MeasurePostsAsync(IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken) =>
        MeasureAsync(batches, EachPost, cancellationToken);

    public void Dispose() => _json.Dispose();

    private async Task<double> MeasureAsync(
        IReadOnlyList<RecordBatch> batches, string[] statements, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        long started = TimeProvider.System.GetTimestamp();
        int posts = 0;
        foreach (CanonicalPost post in batches.SelectMany(batch => batch.Posts))
        {
            object row = Row(post);
            foreach (string sql in statements)
            {
                await connection.ExecuteAsync(new CommandDefinition(sql, row, cancellationToken: cancellationToken));
            }

            posts++;
        }

        return posts / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private object Row(CanonicalPost post) => new
    {
        input.Platform,
        post.PostId,
        post.Author.Handle,
        AuthorId = post.Author.Id,
        AuthorName = post.Author.Name,
        AuthorUrl = post.Author.Url,
        post.Url,
        post.PublishedAt,
        post.Text,
        post.Language,
        Hashtags = post.Hashtags.ToArray(),
        Mentions = post.Mentions.ToArray(),
        ContentType = post.ContentType.ToWire(),
        Media = Encoding.UTF8.GetString(_json.Media(post.Media)),
        MediaCount = post.Media.Count,
        post.IsSponsored,
        post.IsRepost,
        input.Labels.Brand,
        input.Labels.Competitor,
        input.Labels.Category,
        Hash = _hash.Of(post).ToArray(),
        post.ObservedAt,
        input.SnapshotId,
        input.CrawlId,
        input.DatasetId,
        input.MapperVersion,
        RecordIndex = post.Place.Index,
        post.Place.ByteOffset,
        post.Place.ByteLength,
        input.At,
        post.Counts.Likes,
        post.Counts.Comments,
        post.Counts.Shares,
        post.Counts.Views,
        post.Counts.Saves,
        post.Counts.Reach,
        post.Counts.Impressions,
        Reactions = Encoding.UTF8.GetString(_json.Reactions(post.Counts.Reactions)),
        post.Author.Followers,
        Rate = EngagementRate.Of(post.Counts, post.Author.Followers),
    };
}
