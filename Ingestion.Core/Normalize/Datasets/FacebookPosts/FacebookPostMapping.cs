using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>
/// Posts and reels of pages and profiles. <c>user_*</c> is who wrote the post; <c>page_*</c> and <c>profile_*</c> are the page
/// that shows it, which is someone else for a post that a page took over.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "Facebook page posts", with 1,000 real rows; read 2026-11-21.</remarks>
internal sealed class FacebookPostMapping(FieldReader fields, bool isReels) : PostMapping(FacebookUrls.Platform, fields)
{
    private readonly FacebookMedia media = new(fields);
    private readonly FacebookReactions reactions = new(fields);
    private readonly ProfileDraft page = new();
    private string? userName;
    private string? externalLink;
    private long? plays;
    private bool isReel;
    private string? lastUrl;
    private string? lastHandle;

    protected override ProfileDraft Seen => page;

    protected override string IdField => "post_id";

    protected override string AuthorField => "user_url";

    public override void Begin()
    {
        base.Begin();
        media.Begin();
        reactions.Begin();
        page.Clear();
        userName = null;
        externalLink = null;
        plays = null;
        isReel = isReels;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((FacebookField)field)
        {
            case FacebookField.PostId:
                Post.Id = Fields.Id(ref json);
                break;
            case FacebookField.Url:
                Post.Url = FacebookUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case FacebookField.Content:
                Post.Text = Fields.Text(ref json);
                break;
            case FacebookField.DatePosted:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case FacebookField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case FacebookField.Attachments:
                media.Read(ref json, Post.Media);
                break;
            case FacebookField.OriginalPost:
                Post.IsRepost = FieldReader.IsFilled(ref json);
                break;
            case FacebookField.PostExternalLink:
                externalLink = Fields.Text(ref json);
                break;
            case FacebookField.PostType:
                isReel = FieldReader.Is(ref json, "Reel"u8) || isReels;
                break;
            case FacebookField.IsSponsored:
                Post.IsSponsored = Fields.Flag(ref json);
                break;
            case >= FacebookField.UserUrl:
                ReadProfile((FacebookField)field, ref json);
                break;
            default:
                ReadCount((FacebookField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        reactions.CopyTo(Post.Reactions);
        Post.Likes ??= reactions.Sum();
        Post.Views ??= plays;
        Post.ContentType = ContentTypeOf();
        CompleteAuthor();
    }

    protected override string UrlOf(string postId) => "https://www.facebook.com/" + Uri.EscapeDataString(postId);

    private void ReadCount(FacebookField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case FacebookField.Likes:
                Post.Likes = Fields.Count(ref json);
                break;
            case FacebookField.NumComments:
                Post.Comments = Fields.Count(ref json);
                break;
            case FacebookField.NumShares:
                Post.Shares = Fields.Count(ref json);
                break;
            case FacebookField.VideoViewCount:
                Post.Views = Fields.Count(ref json);
                break;
            case FacebookField.PlayCount:
                plays = Fields.Count(ref json);
                break;
            case FacebookField.NumLikesType:
                reactions.ReadSome(ref json);
                break;
            default:
                reactions.ReadAll(ref json);
                break;
        }
    }

    private void ReadProfile(FacebookField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case FacebookField.UserUrl:
                Author.Url = Fields.SharedUrl(ref json, FacebookUrls.Rules);
                break;
            case FacebookField.UserUsernameRaw:
                userName = Fields.SharedText(ref json);
                break;
            case FacebookField.ProfileId:
                page.Id = Fields.SharedId(ref json);
                break;
            case FacebookField.ProfileHandle:
                page.Handle = FacebookUrls.HandleOrNull(Fields.Word(ref json));
                break;
            case FacebookField.PageName:
                page.Name = Fields.SharedText(ref json);
                break;
            case FacebookField.PageUrl:
                page.Url = Fields.SharedUrl(ref json, FacebookUrls.Rules);
                break;
            case FacebookField.PageIntro:
                page.Bio = Fields.SharedText(ref json);
                break;
            case FacebookField.PageIsVerified:
                page.IsVerified = Fields.Flag(ref json);
                break;
            case FacebookField.PageFollowers:
                page.Followers = Fields.Count(ref json);
                break;
            default:
                page.Following = Fields.CountOrOther(ref json);
                break;
        }
    }

    private ContentType ContentTypeOf()
    {
        if (isReel)
        {
            return ContentType.Reel;
        }

        if (Post.Url is { } url && UrlRules.PathPart(url, 0) is "stories")
        {
            return ContentType.Story;
        }

        return (media.Photos + media.Videos) switch
        {
            > 1 => ContentType.Carousel,
            1 => media.Videos == 1 ? ContentType.Video : ContentType.Photo,
            _ => externalLink is not null || media.Previews > 0 ? ContentType.Link : ContentType.Text,
        };
    }

    /// <summary>What is known of the page is known of the author only when the author is the page.</summary>
    private void CompleteAuthor()
    {
        page.Handle ??= page.Id?.ToLowerInvariant() ?? FacebookUrls.HandleOf(page.Url);
        Author.Handle = HandleOfAuthor();
        if (Author.Handle is not null && Author.Handle != page.Handle && Author.Handle != page.Id)
        {
            Author.Name = userName;
            return;
        }

        Author.Url ??= page.Url;
        page.Url ??= Author.Url;
        Author.Handle = page.Handle ?? Author.Handle;
        Author.Id = page.Id;
        Author.Name = page.Name ?? userName;
        Author.Followers = page.Followers;
    }

    /// <summary>Most posts of a snapshot have one author, whose address is then one string.</summary>
    private string? HandleOfAuthor()
    {
        if (!ReferenceEquals(Author.Url, lastUrl))
        {
            lastUrl = Author.Url;
            lastHandle = FacebookUrls.HandleOf(lastUrl);
        }

        return lastHandle;
    }
}
