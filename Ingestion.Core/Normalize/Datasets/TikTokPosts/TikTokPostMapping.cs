using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokPosts;

/// <summary>
/// Posts on TikTok: videos, or series of photos. <c>account_id</c> is the handle and <c>profile_username</c> the display name.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "TikTok"; read 2026-11-21.</remarks>
internal sealed class TikTokPostMapping(FieldReader fields) : PostMapping(TikTokUrls.Platform, fields)
{
    /// <summary>A post has at most so many photos; what follows is dropped.</summary>
    private const int MaxMedia = 1000;

    private static readonly MemberNames PhotoMembers = MemberNames.Of<PhotoMember>();

    private string? videoUrl;
    private string? cdnUrl;
    private TimeSpan? duration;
    private int? width;
    private long? oldShares;

    private enum PhotoMember
    {
        Url,
        ImageUrl,
    }

    protected override string IdField => "post_id";

    protected override string AuthorField => "account_id";

    public override void Begin()
    {
        base.Begin();
        videoUrl = null;
        cdnUrl = null;
        duration = null;
        width = null;
        oldShares = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((TikTokPostField)field)
        {
            case TikTokPostField.PostId:
                Post.Id = Fields.Id(ref json);
                break;
            case TikTokPostField.Url:
                Post.Url = TikTokUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case TikTokPostField.Description:
                Post.Text = Fields.Text(ref json);
                break;
            case TikTokPostField.CreateTime:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case TikTokPostField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case TikTokPostField.CarouselImages:
                ReadPhotos(ref json);
                break;
            case TikTokPostField.VideoUrl:
                videoUrl = UrlRules.OfMedia(Fields.Text(ref json));
                break;
            case TikTokPostField.CdnUrl:
                cdnUrl = UrlRules.OfMedia(Fields.Text(ref json));
                break;
            case TikTokPostField.VideoDuration:
                duration = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                break;
            case TikTokPostField.Width:
                width = FieldReader.Pixels(ref json);
                break;
            case >= TikTokPostField.AccountId:
                ReadAuthor((TikTokPostField)field, ref json);
                break;
            default:
                ReadCount((TikTokPostField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Post.Shares ??= oldShares;
        Author.Handle = UrlRules.Unmasked(Author.Handle) ?? TikTokUrls.HandleOf(Author.Url) ?? TikTokUrls.HandleOf(Post.Url)
            ?? Author.Id?.ToLowerInvariant();
        Post.ContentType = Post.Media.Count switch
        {
            0 => ContentType.Video,
            1 => ContentType.Photo,
            _ => ContentType.Carousel,
        };
        if (Post.Media.Count == 0 && (videoUrl ?? cdnUrl) is { } url)
        {
            Post.Media.Add(new PostMedia("video", url, duration, width, Height: null));
        }
    }

    protected override string UrlOf(string postId) =>
        $"https://www.tiktok.com/@{Author.Handle}/video/{Uri.EscapeDataString(postId)}";

    private void ReadCount(TikTokPostField field, ref Utf8JsonReader json)
    {
        var count = Fields.Count(ref json);
        switch (field)
        {
            case TikTokPostField.DiggCount:
                Post.Likes = count;
                break;
            case TikTokPostField.CommentCount:
                Post.Comments = count;
                break;
            case TikTokPostField.ShareCount:
                oldShares = count;
                break;
            case TikTokPostField.NumShareCount:
                Post.Shares = count;
                break;
            case TikTokPostField.PlayCount:
                Post.Views = count;
                break;
            default:
                Post.Saves = count;
                break;
        }
    }

    private void ReadAuthor(TikTokPostField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case TikTokPostField.AccountId:
                Author.Handle = Fields.Word(ref json);
                break;
            case TikTokPostField.ProfileId:
                Author.Id = Fields.SharedId(ref json);
                break;
            case TikTokPostField.ProfileUsername:
                Author.Name = Fields.SharedText(ref json);
                break;
            case TikTokPostField.ProfileUrl:
                Author.Url = Fields.SharedUrl(ref json, TikTokUrls.Rules);
                break;
            case TikTokPostField.ProfileBiography:
                Author.Bio = Fields.SharedText(ref json);
                break;
            case TikTokPostField.ProfileFollowers:
                Author.Followers = Fields.Count(ref json);
                break;
            default:
                Author.IsVerified = Fields.Flag(ref json);
                break;
        }
    }

    /// <summary>Addresses, or objects that have one.</summary>
    private void ReadPhotos(ref Utf8JsonReader json)
    {
        Post.Media.Clear();
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            var url = json.TokenType == JsonTokenType.StartObject ? UrlOfPhoto(ref json) : Fields.Text(ref json);
            if (UrlRules.OfMedia(url) is { } address && Post.Media.Count < MaxMedia)
            {
                Post.Media.Add(new PostMedia("photo", address, Duration: null, Width: null, Height: null));
            }
        }
    }

    private string? UrlOfPhoto(ref Utf8JsonReader json)
    {
        string? url = null;
        while (Fields.NextMember(ref json, PhotoMembers) >= 0)
        {
            url ??= Fields.Text(ref json);
        }

        return url;
    }
}
