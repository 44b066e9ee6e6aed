using System.Text.Json;
using Ingestion.Core.Normalize;
using static Ingestion.Tests.Normalize.Reference.ReferenceValues;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>Posts on X.</summary>
internal sealed class ReferenceX : IReferenceMapper
{
    private static readonly string[] Counts =
        ["likes", "replies", "reposts", "quotes", "views", "bookmarks", "followers", "following", "posts_count"];

    private readonly Dictionary<string, object?> fields = [];
    private List<PostMedia> photos = [];
    private List<PostMedia> videos = [];
    private List<string> tagged = [];

    public bool Read(string field, JsonElement value, string path, ReferenceRecord record)
    {
        fields[field] = field switch
        {
            "id" or "user_id" => record.Try(() => Id(value, path)),
            "user_posted" => record.Try(() => Word(value, path)),
            "url" => ReferenceUrls.X.Canonical(record.Try(() => Text(value, path))),
            "date_posted" => record.Try(() => Date(value, path)),
            "is_repost" or "is_verified" => record.Try(() => Flag(value, path)),
            "hashtags" => record.Try(() => ReferenceLists.Words(value, path)),
            "description" or "external_url" or "name" or "biography" => record.Try(() => Text(value, path)),
            _ when Counts.Contains(field) => record.Try(() => Count(value, path)),
            _ => null,
        };
        ReadLists(field, value, path, record);
        return true;
    }

    public ReferenceOutcome End(ReferenceRecord record, RecordPlace place, DateTimeOffset observedAt)
    {
        var (reposts, quotes) = (Get<long?>("reposts"), Get<long?>("quotes"));
        var shares = (decimal)(reposts ?? 0) + (quotes ?? 0);
        if (shares > long.MaxValue)
        {
            record.Fail(RejectionReasons.NumberOutOfRange, "$.reposts");
        }

        var id = Get<string>("id");
        var handle = Get<string>("user_posted") is { } posted && !posted.Contains('█', StringComparison.Ordinal)
            ? posted
            : HandleOf(Get<string>("url")) ?? Get<string>("user_id")?.ToLowerInvariant();
        record.Fail(id is null, RejectionReasons.MissingId, "$.id");
        record.Fail(handle is null, RejectionReasons.MissingAuthor, "$.user_posted");
        if (record.Failure is { } failure)
        {
            return ReferenceOutcome.Rejected(failure.Reason, failure.Path);
        }

        var text = Get<string>("description");
        return ReferenceOutcome.Of(new CanonicalPost
        {
            Platform = "x",
            PostId = id!,
            Author = new PostAuthor(
                handle!, Get<string>("user_id"), Get<string>("name"), "https://x.com/" + handle, Get<long?>("followers")),
            Url = Get<string>("url") ?? $"https://x.com/{handle}/status/{Uri.EscapeDataString(id!)}",
            PublishedAt = Get<DateTimeOffset?>("date_posted"),
            ObservedAt = observedAt,
            Text = text,
            Hashtags = Get<List<string>>("hashtags") is { Count: > 0 } listed ? listed : ReferenceTags.Hashtags(text),
            Mentions = tagged.Count > 0 ? tagged : ReferenceTags.Mentions(text),
            ContentType = TypeOf(),
            Media = [.. photos, .. videos],
            Counts = new PostCounts
            {
                Likes = Get<long?>("likes"),
                Comments = Get<long?>("replies"),
                Shares = reposts is null && quotes is null ? null : (long)shares,
                Views = Get<long?>("views"),
                Saves = Get<long?>("bookmarks"),
            },
            IsRepost = Get<bool?>("is_repost"),
            Place = place,
        });
    }

    private static string? HandleOf(string? url)
    {
        var first = url is null ? "" : ReferenceUrls.Parts(url)[0].TrimStart('@');
        return first is "i" or "intent" || first.All(char.IsAsciiDigit) ? null : Fold(first);
    }

    private void ReadLists(string field, JsonElement value, string path, ReferenceRecord record)
    {
        switch (field)
        {
            case "photos":
                photos = record.Collect<PostMedia>(into => ReadMedia(value, path, record, "photo", into));
                break;
            case "videos":
                videos = record.Collect<PostMedia>(into => ReadMedia(value, path, record, "video", into));
                break;
            case "tagged_users":
                tagged = ReferenceTags.Distinct([.. ReferenceLists.Elements(value, path, record).Select(user =>
                    HandleOf(ReferenceUrls.X.Canonical(LastText(user.Value, "url", user.Path, record))))]);
                break;
            default:
                break;
        }
    }

    private static void ReadMedia(
        JsonElement value, string path, ReferenceRecord record, string type, List<PostMedia> media)
    {
        foreach (var (element, place) in record.Try(() => Array(value, path).ToList()) ?? [])
        {
            var isObject = element.ValueKind == JsonValueKind.Object && type == "video";
            var url = isObject ? LastText(element, "video_url", place, record) : record.Try(() => Text(element, place));
            TimeSpan? length = null;
            foreach (var (name, member) in isObject ? Members(element) : [])
            {
                length = name == "duration" ? Length(member, TimeSpan.TicksPerMillisecond) : length;
            }

            if (Http(url) is { } address && media.Count < 1000)
            {
                media.Add(new PostMedia(type, address, length, null, null));
            }
        }
    }

    private static string? LastText(JsonElement value, string member, string path, ReferenceRecord record)
    {
        string? text = null;
        foreach (var (name, found) in Members(value))
        {
            text = name == member ? record.Try(() => Text(found, $"{path}.{member}")) : text;
        }

        return text;
    }

    private ContentType TypeOf() =>
        photos.Count + videos.Count > 1 ? ContentType.Carousel
            : videos.Count == 1 ? ContentType.Video
            : photos.Count == 1 ? ContentType.Photo
            : Get<string>("external_url") is { } link && ReferenceUrls.X.Canonical(link) is null ? ContentType.Link
            : ContentType.Text;

    private T? Get<T>(string field) => (T?)fields.GetValueOrDefault(field);
}
