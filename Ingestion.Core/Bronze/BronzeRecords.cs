using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;

namespace Ingestion.Core.Bronze;

/// <summary>
/// Canonical records as lines of JSON: always the same fields in the same order, null for what is unknown. What a method returns
/// is valid until the next call.
/// </summary>
internal sealed class BronzeRecords : IDisposable
{
    private const int LargestKept = 1024 * 1024;

    private readonly LoadInput input;
    private ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public BronzeRecords(LoadInput input)
    {
        this.input = input;
        writer = new Utf8JsonWriter(buffer, PostJson.Options);
    }

    public ReadOnlyMemory<byte> Line(CanonicalPost post)
    {
        Restart();
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "post"u8);
        writer.WriteString("platform"u8, input.Platform);
        writer.WriteString("post_id"u8, post.PostId);
        WriteAuthor(post.Author);
        writer.WriteString("url"u8, post.Url);
        writer.WriteOptional("published_at"u8, post.PublishedAt);
        writer.WriteOptional("observed_at"u8, post.ObservedAt);
        writer.WriteString("text"u8, post.Text);
        writer.WriteString("language"u8, post.Language);
        WriteTexts("hashtags"u8, post.Hashtags);
        WriteTexts("mentions"u8, post.Mentions);
        writer.WriteString("content_type"u8, post.ContentType.ToWire());
        writer.WritePropertyName("media"u8);
        PostJson.WriteMedia(writer, post.Media);
        WriteCounts(post.Counts);
        writer.WriteOptional("engagement_rate"u8, EngagementRate.Of(post.Counts, post.Author.Followers));
        writer.WriteOptional("is_sponsored"u8, post.IsSponsored);
        writer.WriteOptional("is_repost"u8, post.IsRepost);
        WriteOrigin(post.Place);
        return EndLine();
    }

    public ReadOnlyMemory<byte> Line(CanonicalProfile profile)
    {
        Restart();
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "profile"u8);
        writer.WriteString("platform"u8, input.Platform);
        writer.WriteString("handle"u8, profile.Handle);
        writer.WriteString("profile_id"u8, profile.ProfileId);
        writer.WriteString("name"u8, profile.Name);
        writer.WriteString("bio"u8, profile.Bio);
        writer.WriteString("url"u8, profile.Url);
        writer.WriteOptional("observed_at"u8, profile.ObservedAt);
        writer.WriteOptional("is_verified"u8, profile.IsVerified);
        writer.WriteOptional("followers"u8, profile.Followers);
        writer.WriteOptional("following"u8, profile.Following);
        writer.WriteOptional("posts"u8, profile.Posts);
        writer.WriteOptional("likes"u8, profile.Likes);
        WriteInsights(profile.Insights);
        WriteOrigin(profile.Place);
        return EndLine();
    }

    public void Dispose() => writer.Dispose();

    private void WriteAuthor(PostAuthor author)
    {
        writer.WriteStartObject("author"u8);
        writer.WriteString("handle"u8, author.Handle);
        writer.WriteString("id"u8, author.Id);
        writer.WriteString("name"u8, author.Name);
        writer.WriteString("url"u8, author.Url);
        writer.WriteOptional("followers"u8, author.Followers);
        writer.WriteEndObject();
    }

    private void WriteCounts(PostCounts counts)
    {
        writer.WriteStartObject("counts"u8);
        writer.WriteOptional("likes"u8, counts.Likes);
        writer.WriteOptional("comments"u8, counts.Comments);
        writer.WriteOptional("shares"u8, counts.Shares);
        writer.WriteOptional("views"u8, counts.Views);
        writer.WriteOptional("saves"u8, counts.Saves);
        writer.WriteOptional("reach"u8, counts.Reach);
        writer.WriteOptional("impressions"u8, counts.Impressions);
        writer.WritePropertyName("reactions"u8);
        PostJson.WriteReactions(writer, counts.Reactions);
        writer.WriteEndObject();
    }

    private void WriteInsights(IReadOnlyList<AccountInsight> insights)
    {
        writer.WriteStartArray("insights"u8);
        foreach (AccountInsight insight in insights)
        {
            writer.WriteStartObject();
            writer.WriteString("insight_date"u8, insight.Day.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("metric"u8, insight.Metric);
            writer.WriteNumber("value"u8, insight.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteOrigin(RecordPlace place)
    {
        writer.WriteStartObject("origin"u8);
        writer.WriteString("snapshot_id"u8, input.SnapshotId);
        writer.WriteString("crawl_id"u8, input.CrawlId);
        writer.WriteString("dataset_id"u8, input.DatasetId);
        writer.WriteNumber("mapper_version"u8, input.MapperVersion);
        writer.WriteNumber("record_index"u8, place.Index);
        writer.WriteNumber("byte_offset"u8, place.ByteOffset);
        writer.WriteNumber("byte_length"u8, place.ByteLength);
        writer.WriteEndObject();
    }

    private void WriteTexts(ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private void Restart()
    {
        if (buffer.Capacity > LargestKept)
        {
            buffer = new ArrayBufferWriter<byte>();
        }

        buffer.ResetWrittenCount();
        writer.Reset(buffer);
    }

    private ReadOnlyMemory<byte> EndLine()
    {
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
