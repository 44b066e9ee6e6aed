using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.LinkedInPosts;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.LinkedInApi;

/// <summary>
/// Organizations and their posts as LinkedIn's own API gives them. The profile is the number of followers and nothing else. Pictures and
/// videos are named by URNs, without an address; they only tell what the post is.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.6; read 2026-11-21.</remarks>
internal sealed class LinkedInApiMapping(FieldReader fields, FieldTable table) : ApiMapping(LinkedInUrls.Platform, fields, table)
{
    private readonly LinkedInStatistics statistics = new(fields);
    private readonly LinkedInGains gains = new(fields);
    private DateTimeOffset? createdAt;
    private string? mediaId;
    private bool hasImages;
    private bool hasArticle;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        createdAt = null;
        mediaId = null;
        hasImages = false;
        hasArticle = false;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((LinkedInApiField)field)
        {
            case LinkedInApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case LinkedInApiField.Id:
                Post.Id = Fields.Id(ref json);
                break;
            case LinkedInApiField.Commentary:
                Post.Text = Fields.Text(ref json);
                break;
            case LinkedInApiField.CreatedAt:
                createdAt = Fields.Date(ref json);
                break;
            case LinkedInApiField.PublishedAt:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case LinkedInApiField.MediaId:
                mediaId = Fields.Text(ref json);
                break;
            case LinkedInApiField.MultiImage:
                hasImages = FieldReader.IsFilled(ref json);
                break;
            case LinkedInApiField.Article:
                hasArticle = FieldReader.IsFilled(ref json);
                break;
            case LinkedInApiField.ReshareContext:
                Post.IsRepost = FieldReader.IsFilled(ref json);
                break;
            default:
                ReadInsights(ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url = Author.Id is { } id ? LinkedInUrls.OfCompany(id) : null;
        Post.PublishedAt ??= createdAt;
        Post.ContentType = TypeOf(mediaId) ?? (hasImages ? ContentType.Carousel : hasArticle ? ContentType.Link : ContentType.Text);
    }

    protected override string UrlOf(string postId) => LinkedInUrls.OfUpdate(postId);

    private void ReadInsights(ref Utf8JsonReader json)
    {
        if (IsProfile)
        {
            gains.Read(ref json, Author);
        }
        else
        {
            statistics.Read(ref json, Post);
        }
    }

    private static ContentType? TypeOf(string? media) => media?.Split(':') switch
    {
        ["urn", "li", "image", ..] => ContentType.Photo,
        ["urn", "li", "video", ..] => ContentType.Video,
        ["urn", "li", "document", ..] => ContentType.Document,
        _ => null,
    };
}
