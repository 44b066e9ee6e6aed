using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.TikTokPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.TikTokApi;

/// <summary>
/// Users and videos as TikTok's own API gives them. The text is the description, as in Bright Data's dataset, and the title where there
/// is none. The id of a user is known to our application only (<c>open_id</c>): it is not the one that the dataset has.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.3; read 2026-11-21.</remarks>
internal sealed class TikTokApiMapping(FieldReader fields, FieldTable table) : ApiMapping(TikTokUrls.Platform, fields, table)
{
    private string? title;
    private TimeSpan? length;
    private int? width;
    private int? height;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        title = null;
        length = null;
        width = null;
        height = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((TikTokApiField)field)
        {
            case TikTokApiField.VideoId:
                Post.Id = Fields.Id(ref json);
                break;
            case TikTokApiField.CreateTime:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case TikTokApiField.Title:
                title = Fields.Text(ref json);
                break;
            case TikTokApiField.Description:
                Post.Text = Fields.Text(ref json);
                break;
            case TikTokApiField.Duration:
                length = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                break;
            case TikTokApiField.ShareUrl:
                Post.Url = TikTokUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case TikTokApiField.Width:
                width = FieldReader.Pixels(ref json);
                break;
            case TikTokApiField.Height:
                height = FieldReader.Pixels(ref json);
                break;
            case >= TikTokApiField.Likes:
                ReadCount((TikTokApiField)field, ref json);
                break;
            default:
                ReadUser((TikTokApiField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url = Author.Handle is { } handle ? "https://www.tiktok.com/@" + handle : null;
        if (IsProfile)
        {
            return;
        }

        Post.Text ??= title;
        Post.ContentType = ContentType.Video;
        if (Post.Id is { } videoId)
        {
            Post.Url ??= UrlOf(videoId);
            Post.Media.Add(new PostMedia("video", Post.Url, length, width, height));
        }
    }

    protected override string UrlOf(string postId) =>
        $"https://www.tiktok.com/@{Author.Handle}/video/{Uri.EscapeDataString(postId)}";

    private void ReadCount(TikTokApiField field, ref Utf8JsonReader json)
    {
        long? count = Fields.Count(ref json);
        switch (field)
        {
            case TikTokApiField.Likes:
                Post.Likes = count;
                break;
            case TikTokApiField.Comments:
                Post.Comments = count;
                break;
            case TikTokApiField.Shares:
                Post.Shares = count;
                break;
            default:
                Post.Views = count;
                break;
        }
    }

    private void ReadUser(TikTokApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case TikTokApiField.OpenId:
                Author.Id = Fields.Id(ref json);
                break;
            case TikTokApiField.DisplayName:
                Author.Name = Fields.Text(ref json);
                break;
            case TikTokApiField.Bio:
                Author.Bio = Fields.Text(ref json);
                break;
            case TikTokApiField.IsVerified:
                Author.IsVerified = Fields.Flag(ref json);
                break;
            case TikTokApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case TikTokApiField.Following:
                Author.Following = Fields.Count(ref json);
                break;
            case TikTokApiField.AllLikes:
                Author.Likes = Fields.Count(ref json);
                break;
            default:
                Author.Posts = Fields.Count(ref json);
                break;
        }
    }
}
