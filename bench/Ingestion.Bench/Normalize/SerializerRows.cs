using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Bench.Normalize;

/// <summary>A Facebook post as <c>JsonSerializer</c> reads it.</summary>
internal sealed class FacebookRow
{
    public string PostId { get; init; } = "";

    public string Url { get; init; } = "";

    public string? UserUrl { get; init; }

    public string? UserUsernameRaw { get; init; }

    public string? Content { get; init; }

    public DateTimeOffset? DatePosted { get; init; }

    public string[]? Hashtags { get; init; }

    public long? NumComments { get; init; }

    public long? NumShares { get; init; }

    public FacebookReaction? NumLikesType { get; init; }

    public long? Likes { get; init; }

    public long? VideoViewCount { get; init; }

    public FacebookAttachment[]? Attachments { get; init; }

    public JsonElement? OriginalPost { get; init; }

    public string? PostExternalLink { get; init; }

    public string? PostType { get; init; }

    public bool? IsSponsored { get; init; }

    public string? ProfileId { get; init; }

    public string? ProfileHandle { get; init; }

    public string? PageName { get; init; }

    public string? PageUrl { get; init; }

    public string? PageIntro { get; init; }

    public bool? PageIsVerified { get; init; }

    public long? PageFollowers { get; init; }

    public CanonicalPost ToPost(DateTimeOffset observedAt) => new()
    {
        Platform = "facebook",
        PostId = PostId,
        Author = new PostAuthor(
            (ProfileHandle ?? PostId).ToLowerInvariant(), ProfileId, PageName ?? UserUsernameRaw, UserUrl ?? PageUrl, PageFollowers),
        Url = Url,
        PublishedAt = DatePosted,
        ObservedAt = observedAt,
        Text = Content,
        Hashtags = SerializerTags.Of(Hashtags),
        ContentType = Attachments is [{ Type: "Video" }] ? ContentType.Video : ContentType.Photo,
        Media = Attachments is null
            ? []
            : Array.ConvertAll(Attachments, one => new PostMedia(one.Type == "Video" ? "video" : "photo", one.Url, null, null, null)),
        Counts = new PostCounts
        {
            Likes = Likes,
            Comments = NumComments,
            Shares = NumShares,
            Views = VideoViewCount,
            Reactions = NumLikesType is { } likes ? [new ReactionCount(likes.Type.ToLowerInvariant(), likes.Num)] : [],
        },
        IsSponsored = IsSponsored,
        IsRepost = OriginalPost?.ValueKind is JsonValueKind.Object,
        Place = default,
    };
}

/// <summary>One kind of reaction.</summary>
internal sealed record FacebookReaction(string Type, long Num);

/// <summary>A photo or video.</summary>
internal sealed record FacebookAttachment(string Type, string Url, string? AttachmentUrl, string? VideoLength);

/// <summary>A post on X as <c>JsonSerializer</c> reads it.</summary>
internal sealed class XRow
{
    public string Id { get; init; } = "";

    public string Url { get; init; } = "";

    public string? Description { get; init; }

    public DateTimeOffset? DatePosted { get; init; }

    public string[]? Hashtags { get; init; }

    public XTaggedUser[]? TaggedUsers { get; init; }

    public string[]? Photos { get; init; }

    public string[]? Videos { get; init; }

    public string? ExternalUrl { get; init; }

    public long? Likes { get; init; }

    public long? Replies { get; init; }

    public long? Reposts { get; init; }

    public long? Quotes { get; init; }

    public long? Views { get; init; }

    public long? Bookmarks { get; init; }

    public string UserPosted { get; init; } = "";

    public string? Name { get; init; }

    public string? Biography { get; init; }

    public bool? IsVerified { get; init; }

    public long? Followers { get; init; }

    public long? Following { get; init; }

    public long? PostsCount { get; init; }

    public CanonicalPost ToPost(DateTimeOffset observedAt) => new()
    {
        Platform = "x",
        PostId = Id,
        Author = new PostAuthor(UserPosted.ToLowerInvariant(), null, Name, "https://x.com/" + UserPosted, Followers),
        Url = Url,
        PublishedAt = DatePosted,
        ObservedAt = observedAt,
        Text = Description,
        Hashtags = SerializerTags.Of(Hashtags),
        Mentions = TaggedUsers is null ? [] : Array.ConvertAll(TaggedUsers, user => user.ProfileName?.ToLowerInvariant() ?? ""),
        ContentType = Photos is null ? ContentType.Text : ContentType.Photo,
        Media =
        [
            .. (Photos ?? []).Select(url => new PostMedia("photo", url, null, null, null)),
            .. (Videos ?? []).Select(url => new PostMedia("video", url, null, null, null)),
        ],
        Counts = new PostCounts { Likes = Likes, Comments = Replies, Shares = Reposts + Quotes, Views = Views, Saves = Bookmarks },
        Place = default,
    };
}

/// <summary>Somebody who is tagged.</summary>
internal sealed record XTaggedUser(string? ProfileName, string? Url);

/// <summary>Hashtags in lower case.</summary>
internal static class SerializerTags
{
    public static string[] Of(string[]? hashtags) =>
        hashtags is null ? [] : Array.ConvertAll(hashtags, tag => tag.ToLowerInvariant());
}
