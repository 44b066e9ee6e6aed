using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramPosts;

/// <summary>
/// Posts and reels. The same reel comes from both datasets, with other ids and addresses: its key is the media id, which the
/// dataset of reels follows by the author's, and its address is made from the shortcode.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Instagram", posts and reels; read 2026-11-21.</remarks>
internal sealed class InstagramPostMapping(FieldReader fields, bool isReels) : PostMapping(InstagramUrls.Platform, fields)
{
    private readonly InstagramMedia media = new(fields);
    private string? url;
    private string? shortcode;
    private string? mediaKey;
    private string? profileUrl;
    private long? videoViews;
    private long? plays;
    private bool isClip;
    private ContentType? declaredType;

    protected override string IdField => "post_id";

    protected override string AuthorField => "user_posted";

    public override void Begin()
    {
        base.Begin();
        media.Begin();
        url = null;
        shortcode = null;
        mediaKey = null;
        profileUrl = null;
        videoViews = null;
        plays = null;
        isClip = false;
        declaredType = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((InstagramField)field)
        {
            case InstagramField.PostId:
                Post.Id = Fields.Id(ref json);
                break;
            case InstagramField.Pk:
                mediaKey = Fields.Id(ref json);
                break;
            case InstagramField.Shortcode:
                shortcode = Fields.Id(ref json);
                break;
            case InstagramField.Url:
                url = InstagramUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case InstagramField.Description:
                Post.Text = Fields.Text(ref json);
                break;
            case InstagramField.DatePosted:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case InstagramField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case InstagramField.ContentType:
                declaredType = ReadType(ref json);
                break;
            case InstagramField.ProductType:
                isClip = FieldReader.Is(ref json, "clips"u8);
                break;
            case InstagramField.IsPaidPartnership:
                Post.IsSponsored = Fields.Flag(ref json);
                break;
            case >= InstagramField.UserPosted:
                ReadAuthor((InstagramField)field, ref json);
                break;
            case >= InstagramField.PostContent:
                ReadMedia((InstagramField)field, ref json);
                break;
            default:
                ReadCount((InstagramField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Post.Id ??= mediaKey;
        SplitId();
        shortcode = InstagramUrls.ShortcodeOrNull(shortcode) ?? InstagramUrls.ShortcodeOf(url);
        Post.Url = shortcode is null ? url : InstagramUrls.OfPost(shortcode);
        Post.Views ??= videoViews ?? plays;
        media.CopyTo(Post.Media);
        Post.ContentType = ContentTypeOf();
        Author.Handle = InstagramUrls.HandleOrNull(Author.Handle) ?? InstagramUrls.HandleOf(profileUrl) ?? Author.Id;
        Author.Url = Author.Handle is { } handle && handle != Author.Id ? InstagramUrls.OfProfile(handle) : profileUrl;
    }

    protected override string UrlOf(string postId) => InstagramUrls.OfPost(InstagramUrls.ShortcodeFrom(postId));

    /// <summary><c>3795905448067860909_505182045</c>: the media and who published it.</summary>
    private void SplitId()
    {
        if (Post.Id?.IndexOf('_', StringComparison.Ordinal) is > 0 and var end)
        {
            Author.Id ??= end + 1 < Post.Id.Length ? Post.Id[(end + 1)..] : null;
            Post.Id = Post.Id[..end];
        }
    }

    private static ContentType? ReadType(ref Utf8JsonReader json) =>
        FieldReader.Is(ref json, "Carousel"u8) || FieldReader.Is(ref json, "Sidecar"u8) ? ContentType.Carousel
        : FieldReader.Is(ref json, "Reel"u8) ? ContentType.Reel
        : FieldReader.Is(ref json, "Video"u8) ? ContentType.Video
        : FieldReader.Is(ref json, "Image"u8) || FieldReader.Is(ref json, "Photo"u8) ? ContentType.Photo
        : null;

    private void ReadCount(InstagramField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case InstagramField.NumComments:
                Post.Comments = Fields.Count(ref json);
                break;
            case InstagramField.Likes:
                Post.Likes = Fields.Count(ref json);
                break;
            case InstagramField.Views:
                Post.Views = Fields.Count(ref json);
                break;
            case InstagramField.VideoViewCount:
                videoViews = Fields.Count(ref json);
                break;
            default:
                plays = Fields.Count(ref json);
                break;
        }
    }

    private void ReadMedia(InstagramField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case InstagramField.PostContent:
                media.ReadContent(ref json);
                break;
            case InstagramField.Photos:
                media.ReadPhotos(ref json);
                break;
            case InstagramField.Videos:
                media.ReadVideos(ref json);
                break;
            case InstagramField.Images:
                media.ReadImages(ref json);
                break;
            case InstagramField.VideosDuration:
                media.ReadDurations(ref json);
                break;
            case InstagramField.VideoUrl:
                media.Reel = Fields.Text(ref json);
                break;
            default:
                media.ReelLength = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                break;
        }
    }

    private void ReadAuthor(InstagramField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case InstagramField.UserPosted:
                Author.Handle = Fields.Word(ref json);
                break;
            case InstagramField.UserPostedId:
                Author.Id = Fields.SharedId(ref json);
                break;
            case InstagramField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case InstagramField.Following:
                Author.Following = Fields.Count(ref json);
                break;
            case InstagramField.PostsCount:
                Author.Posts = Fields.Count(ref json);
                break;
            case InstagramField.IsVerified:
                Author.IsVerified = Fields.Flag(ref json);
                break;
            default:
                profileUrl = InstagramUrls.Rules.Canonical(Fields.SharedText(ref json)) ?? profileUrl;
                break;
        }
    }

    private ContentType ContentTypeOf()
    {
        if (isReels || isClip || declaredType == ContentType.Reel || InstagramUrls.IsReel(url))
        {
            return ContentType.Reel;
        }

        if (InstagramUrls.IsStory(url))
        {
            return ContentType.Story;
        }

        return declaredType ?? (Post.Media.Count, Post.Media.Exists(item => item.Type == "video")) switch
        {
            ( > 1, _) => ContentType.Carousel,
            (_, true) => ContentType.Video,
            _ => ContentType.Photo, // there are no posts of words only
        };
    }
}
