using Ingestion.Core.Normalize;
using Ingestion.Core.Search;

namespace Ingestion.Core.Store;

/// <summary>Puts posts into their staging table.</summary>
internal sealed class StagedPosts : IDisposable
{
    internal static readonly StagingTable Table = new("staged_posts",
    [
        "record_index bigint",
        "observed_at timestamptz",
        "byte_offset bigint",
        "byte_length bigint",
        "post_id text collate \"C\"",
        "author_handle text collate \"C\"",
        "content_hash bytea",
        "likes bigint",
        "comments bigint",
        "shares bigint",
        "views bigint",
        "saves bigint",
        "reach bigint",
        "impressions bigint",
        "author_followers bigint",
        "engagement_rate numeric",
        "reactions jsonb",
        "url text",
        "published_at timestamptz",
        "content_type text",
        "media_count integer",
        "is_sponsored boolean",
        "is_repost boolean",
        "author_id text",
        "author_name text",
        "author_url text",
        "language text",
        "hashtags text[]",
        "mentions text[]",
        "media text", // Parsed only when the post is written.
        "text text",
        "words tsvector",
    ]);

    private readonly ContentHash hash = new();
    private readonly PostJson json = new();
    private readonly PostWords words = new();

    public void Write(BinaryCopy row, CanonicalPost post)
    {
        row.BeginRow();
        row.Int64(post.Place.Index);
        row.Timestamp(post.ObservedAt);
        row.Int64(post.Place.ByteOffset);
        row.Int64(post.Place.ByteLength);
        row.Text(post.PostId);
        row.Text(post.Author.Handle);
        row.Bytes(hash.Of(post));
        WriteCounts(row, post.Counts, post.Author.Followers);
        row.Text(post.Url);
        row.Timestamp(post.PublishedAt);
        row.Text(post.ContentType.ToWire());
        row.Int32(post.Media.Count);
        row.Boolean(post.IsSponsored);
        row.Boolean(post.IsRepost);
        row.Text(post.Author.Id);
        row.Text(post.Author.Name);
        row.Text(post.Author.Url);
        row.Text(post.Language);
        row.TextArray(post.Hashtags);
        row.TextArray(post.Mentions);
        row.Bytes(json.Media(post.Media));
        row.Text(post.Text);
        row.Bytes(words.Of(post.Text));
    }

    public void Dispose() => json.Dispose();

    private void WriteCounts(BinaryCopy row, PostCounts counts, long? authorFollowers)
    {
        row.Int64(counts.Likes);
        row.Int64(counts.Comments);
        row.Int64(counts.Shares);
        row.Int64(counts.Views);
        row.Int64(counts.Saves);
        row.Int64(counts.Reach);
        row.Int64(counts.Impressions);
        row.Int64(authorFollowers);
        row.Numeric(EngagementRate.Of(counts, authorFollowers));
        row.Jsonb(json.Reactions(counts.Reactions));
    }
}
