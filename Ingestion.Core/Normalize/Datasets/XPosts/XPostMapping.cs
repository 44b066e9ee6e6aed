using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.XPosts;

/// <summary>
/// Posts on X. A profile's snapshot is its timeline, so it holds posts of others too; <c>user_posted</c> is who wrote each.
/// Reposts and quotes together are the shares.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 1.10, "X", with 600 real rows; read 2026-11-21.</remarks>
internal sealed class XPostMapping(FieldReader fields) : PostMapping(XUrls.Platform, fields)
{
    private static readonly MemberNames TaggedMembers = MemberNames.Of<TaggedMember>();

    private readonly XMedia media = new(fields);
    private string? externalUrl;
    private long? reposts;
    private long? quotes;

    private enum TaggedMember
    {
        Url,
    }

    protected override string IdField => "id";

    protected override string AuthorField => "user_posted";

    public override void Begin()
    {
        base.Begin();
        media.Begin();
        externalUrl = null;
        reposts = null;
        quotes = null;
    }

    public override void Read(int field, ref Utf8JsonReader json)
    {
        switch ((XPostField)field)
        {
            case XPostField.Id:
                Post.Id = Fields.Id(ref json);
                break;
            case XPostField.Url:
                Post.Url = XUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case XPostField.Description:
                Post.Text = Fields.Text(ref json);
                break;
            case XPostField.DatePosted:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case XPostField.Hashtags:
                Fields.Words(ref json, Post.Hashtags);
                break;
            case XPostField.TaggedUsers:
                ReadTagged(ref json);
                break;
            case XPostField.Photos:
                media.ReadPhotos(ref json);
                break;
            case XPostField.Videos:
                media.ReadVideos(ref json);
                break;
            case XPostField.ExternalUrl:
                externalUrl = Fields.Text(ref json);
                break;
            case XPostField.IsRepost:
                Post.IsRepost = Fields.Flag(ref json);
                break;
            case >= XPostField.UserPosted:
                ReadAuthor((XPostField)field, ref json);
                break;
            default:
                ReadCount((XPostField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        media.CopyTo(Post.Media);
        Post.Shares = Fields.Sum(reposts, quotes, "$.reposts");
        Author.Handle = UrlRules.Unmasked(Author.Handle) ?? XUrls.HandleOf(Post.Url) ?? Author.Id?.ToLowerInvariant();
        if (Author.Handle is not null)
        {
            Author.Url = "https://x.com/" + Author.Handle;
        }

        Post.ContentType = (media.Photos + media.Videos) switch
        {
            > 1 => ContentType.Carousel,
            1 => media.Videos == 1 ? ContentType.Video : ContentType.Photo,
            _ => externalUrl is not null && !XUrls.Rules.IsOfPlatform(externalUrl) ? ContentType.Link : ContentType.Text,
        };
    }

    protected override string UrlOf(string postId) => $"https://x.com/{Author.Handle}/status/{Uri.EscapeDataString(postId)}";

    private void ReadCount(XPostField field, ref Utf8JsonReader json)
    {
        var count = Fields.Count(ref json);
        switch (field)
        {
            case XPostField.Likes:
                Post.Likes = count;
                break;
            case XPostField.Replies:
                Post.Comments = count;
                break;
            case XPostField.Reposts:
                reposts = count;
                break;
            case XPostField.Quotes:
                quotes = count;
                break;
            case XPostField.Views:
                Post.Views = count;
                break;
            default:
                Post.Saves = count;
                break;
        }
    }

    private void ReadAuthor(XPostField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case XPostField.UserPosted:
                Author.Handle = Fields.Word(ref json);
                break;
            case XPostField.UserId:
                Author.Id = Fields.SharedId(ref json);
                break;
            case XPostField.Name:
                Author.Name = Fields.SharedText(ref json);
                break;
            case XPostField.Biography:
                Author.Bio = Fields.SharedText(ref json);
                break;
            case XPostField.IsVerified:
                Author.IsVerified = Fields.Flag(ref json);
                break;
            case XPostField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case XPostField.Following:
                Author.Following = Fields.Count(ref json);
                break;
            default:
                Author.Posts = Fields.Count(ref json);
                break;
        }
    }

    /// <summary>Whoever is tagged, by the handle in the address of their profile.</summary>
    private void ReadTagged(ref Utf8JsonReader json)
    {
        Post.Mentions.Clear();
        if (!Fields.BeginArray(ref json))
        {
            return;
        }

        while (Fields.NextElement(ref json))
        {
            if (!Fields.BeginObject(ref json))
            {
                continue;
            }

            string? url = null;
            while (Fields.NextMember(ref json, TaggedMembers) >= 0)
            {
                url = Fields.SharedUrl(ref json, XUrls.Rules);
            }

            PostTags.Add(Post.Mentions, XUrls.HandleOf(url));
        }
    }
}
