using System.Text.Json;
using Ingestion.Core.Normalize;
using static Ingestion.Tests.Normalize.Reference.ReferenceValues;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>Facebook posts and reels.</summary>
internal sealed class ReferenceFacebook(bool isReels) : IReferenceMapper
{
    private readonly Dictionary<string, object?> fields = [];
    private List<(PostMedia Medium, bool IsPreview)> media = [];
    private List<ReactionCount> some = [];
    private List<ReactionCount> all = [];

    private static readonly string[] Texts = ["content", "post_external_link", "user_username_raw", "page_name", "page_intro"];

    private static readonly string[] Counts =
        ["likes", "num_comments", "num_shares", "video_view_count", "play_count", "page_followers"];

    public bool Read(string field, JsonElement value, string path, ReferenceRecord record)
    {
        fields[field] = field switch
        {
            "post_id" or "profile_id" => record.Try(() => Id(value, path)),
            "profile_handle" => record.Try(() => Word(value, path)),
            "url" or "user_url" or "page_url" => ReferenceUrls.Facebook.Canonical(record.Try(() => Text(value, path))),
            "date_posted" => record.Try(() => Date(value, path)),
            "is_sponsored" or "page_is_verified" => record.Try(() => Flag(value, path)),
            "following" => value.ValueKind == JsonValueKind.Number ? record.Try(() => Count(value, path)) : null,
            "original_post" => value.ValueKind != JsonValueKind.Null,
            "post_type" => IsText(value, "reel"),
            "hashtags" => record.Try(() => ReferenceLists.Words(value, path)),
            _ when Texts.Contains(field) => record.Try(() => Text(value, path)),
            _ when Counts.Contains(field) => record.Try(() => Count(value, path)),
            _ => null,
        };
        ReadLists(field, value, path, record);
        return true;
    }

    public ReferenceOutcome End(ReferenceRecord record, RecordPlace place, DateTimeOffset observedAt)
    {
        var reactions = (all.Count > 0 ? all : some).OrderBy(reaction => reaction.Type, StringComparer.Ordinal).ToList();
        var sum = all.Sum(reaction => (decimal)reaction.Count);
        var likes = Get<long?>("likes");
        if (likes is null && sum > long.MaxValue)
        {
            record.Fail(RejectionReasons.NumberOutOfRange, "$.count_reactions_type");
        }

        var author = Author();
        record.Fail(Get<string>("post_id") is null, RejectionReasons.MissingId, "$.post_id");
        record.Fail(author is null, RejectionReasons.MissingAuthor, "$.user_url");
        if (record.Failure is { } failure)
        {
            return ReferenceOutcome.Rejected(failure.Reason, failure.Path);
        }

        var text = Get<string>("content");
        return ReferenceOutcome.Of(new CanonicalPost
        {
            Platform = "facebook",
            PostId = Get<string>("post_id")!,
            Author = author!,
            Url = Get<string>("url") ?? "https://www.facebook.com/" + Uri.EscapeDataString(Get<string>("post_id")!),
            PublishedAt = Get<DateTimeOffset?>("date_posted"),
            ObservedAt = observedAt,
            Text = text,
            Hashtags = Get<List<string>>("hashtags") is { Count: > 0 } listed ? listed : ReferenceTags.Hashtags(text),
            Mentions = ReferenceTags.Mentions(text),
            ContentType = TypeOf(),
            Media = [.. media.Select(one => one.Medium)],
            Counts = new PostCounts
            {
                Likes = likes ?? (all.Count > 0 ? (long)sum : null),
                Comments = Get<long?>("num_comments"),
                Shares = Get<long?>("num_shares"),
                Views = Get<long?>("video_view_count") ?? Get<long?>("play_count"),
                Reactions = reactions,
            },
            IsSponsored = Get<bool?>("is_sponsored"),
            IsRepost = Get<bool?>("original_post"),
            Place = place,
        });
    }

    private void ReadLists(string field, JsonElement value, string path, ReferenceRecord record)
    {
        switch (field)
        {
            case "attachments":
                media = record.Collect<(PostMedia, bool)>(into => ReferenceLists.Attachments(value, path, record, into));
                break;
            case "num_likes_type":
                some = record.Collect<ReactionCount>(into => ReferenceLists.Reactions(value, path, record, into));
                break;
            case "count_reactions_type":
                all = record.Collect<ReactionCount>(into => ReferenceLists.Reactions(value, path, record, into));
                break;
            default:
                break;
        }
    }

    private PostAuthor? Author()
    {
        var (userUrl, pageUrl) = (Get<string>("user_url"), Get<string>("page_url"));
        var (pageId, userName) = (Get<string>("profile_id"), Get<string>("user_username_raw"));
        var pageHandle = Get<string>("profile_handle") is { } handle && handle is not ("people" or "pages" or "pg" or "groups")
            && !handle.AsSpan().ContainsAny("█ /") ? handle : pageId?.ToLowerInvariant() ?? HandleOf(pageUrl);
        var userHandle = HandleOf(userUrl);
        return userHandle is not null && userHandle != pageHandle && userHandle != pageId
            ? new PostAuthor(userHandle, null, userName, userUrl, null)
            : (pageHandle ?? userHandle) is { } author
                ? new PostAuthor(author, pageId, Get<string>("page_name") ?? userName, userUrl ?? pageUrl, Get<long?>("page_followers"))
                : null;
    }

    private static string? HandleOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var parts = ReferenceUrls.Parts(url);
        var handle = parts[0] switch
        {
            "people" => parts.ElementAtOrDefault(2),
            "profile.php" => ReferenceUrls.Parameter(url, "id"),
            "pg" => parts.ElementAtOrDefault(1),
            "pages" => parts.ElementAtOrDefault(parts.ElementAtOrDefault(1) == "category" ? 3 : 2)?.Split('-')[^1],
            "groups" or "photo" or "photo.php" or "watch" or "reel" or "permalink.php" or "story.php" or "share" => null,
            _ => parts[0],
        };
        return string.IsNullOrEmpty(handle) || handle.Length > 256 || handle.Contains('█', StringComparison.Ordinal)
            ? null
            : handle.ToLowerInvariant();
    }

    private ContentType TypeOf()
    {
        var own = media.Where(one => !one.IsPreview).ToList();
        return isReels || Get<bool?>("post_type") == true ? ContentType.Reel
            : Get<string>("url") is { } url && ReferenceUrls.Parts(url)[0] == "stories" ? ContentType.Story
            : own.Count > 1 ? ContentType.Carousel
            : own is [{ Medium.Type: "video" }] ? ContentType.Video
            : own.Count == 1 ? ContentType.Photo
            : media.Count > 0 || Get<string>("post_external_link") is not null ? ContentType.Link : ContentType.Text;
    }

    private T? Get<T>(string field) => (T?)fields.GetValueOrDefault(field);
}
