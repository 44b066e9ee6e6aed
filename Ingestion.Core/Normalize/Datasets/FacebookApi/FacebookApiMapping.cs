using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.FacebookPosts;
using Ingestion.Core.Normalize.Datasets.MetaInsights;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.FacebookApi;

/// <summary>
/// Pages and posts as Facebook's own API gives them. The key of a post is what stands behind the Page's id in <c>1234_5678</c>. Shares are
/// missing when there are none; whatever else is missing is unknown.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.2, where it is unconfirmed that missing shares are none; read 2026-11-21.</remarks>
internal sealed class FacebookApiMapping(FieldReader fields, FieldTable table) : ApiMapping(FacebookUrls.Platform, fields, table)
{
    private readonly FacebookAttachments attachments = new(fields);
    private readonly MetricReader metrics = new(fields);
    private readonly AccountMetricReader pageMetrics = new(fields);
    private string? picture;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        attachments.Begin();
        metrics.Begin();
        pageMetrics.Begin();
        picture = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((FacebookApiField)field)
        {
            case <= FacebookApiField.Verification:
                ReadPage((FacebookApiField)field, ref json);
                break;
            case FacebookApiField.PostId:
                Post.Id = Fields.Id(ref json);
                break;
            case FacebookApiField.Message:
                Post.Text = Fields.Text(ref json);
                break;
            case FacebookApiField.PublishedAt:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case FacebookApiField.Permalink:
                Post.Url = FacebookUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case FacebookApiField.Picture:
                picture = Fields.Text(ref json);
                break;
            case FacebookApiField.Attachments:
                attachments.Read(ref json, Post.Media);
                break;
            default:
                ReadCount((FacebookApiField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url ??= Author.Handle is { } handle ? UrlOf(handle) : null;
        if (IsProfile)
        {
            pageMetrics.AddTo(Author, asked: null);
            return;
        }

        Post.Id = Post.Id is { } id ? id[(id.LastIndexOf('_') + 1)..] is { Length: > 0 } own ? own : id : null;
        Post.Shares ??= 0;
        Post.Views = metrics["post_media_view"];
        Post.Reach = metrics["post_total_media_view_unique"];
        Post.ContentType = ContentTypeOf();
        if (Post.Media.Count == 0 && UrlRules.OfMedia(picture) is { } address)
        {
            Post.Media.Add(new PostMedia("photo", address, Duration: null, Width: null, Height: null));
        }
    }

    protected override string UrlOf(string postId) => "https://www.facebook.com/" + Uri.EscapeDataString(postId);

    private void ReadPage(FacebookApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case FacebookApiField.PageId:
                Author.Id = Fields.Id(ref json);
                break;
            case FacebookApiField.Name:
                Author.Name = Fields.Text(ref json);
                break;
            case FacebookApiField.Link:
                Author.Url = FacebookUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case FacebookApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            default:
                Author.IsVerified = Fields.Text(ref json) is { } status ? status is "blue_verified" or "gray_verified" : null;
                break;
        }
    }

    private void ReadCount(FacebookApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case FacebookApiField.Shares:
                Post.Shares = Fields.Count(ref json);
                break;
            case FacebookApiField.Reactions:
                Post.Likes = Fields.Count(ref json);
                break;
            case FacebookApiField.Comments:
                Post.Comments = Fields.Count(ref json);
                break;
            case FacebookApiField.PostInsights:
                metrics.ReadData(ref json);
                break;
            case FacebookApiField.Insights when !IsProfile:
                metrics.ReadAnswers(ref json);
                break;
            default:
                pageMetrics.Read(ref json);
                break;
        }
    }

    private ContentType ContentTypeOf()
    {
        if (Post.Url is { } url && UrlRules.PathPart(url, 0) is "reel")
        {
            return ContentType.Reel;
        }

        return Post.Media.Count switch
        {
            _ when attachments.Links > 0 => ContentType.Link,
            > 1 => ContentType.Carousel,
            1 => Post.Media[0].Type == "video" ? ContentType.Video : ContentType.Photo,
            _ => picture is null ? ContentType.Text : ContentType.Photo,
        };
    }
}
