using System.Text.Json;
using Ingestion.Core.Normalize.Datasets.InstagramPosts;
using Ingestion.Core.Normalize.Datasets.MetaInsights;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;

namespace Ingestion.Core.Normalize.Datasets.InstagramApi;

/// <summary>
/// Accounts and media as Instagram's own API gives them. The API's media ids are of another kind than those of Bright Data's datasets: the
/// key is made from the short id, so that both sources give the same row. Likes that the author hides are missing, and unknown.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.1; read 2026-11-21.</remarks>
internal sealed class InstagramApiMapping(FieldReader fields, FieldTable table) : ApiMapping(InstagramUrls.Platform, fields, table)
{
    private readonly InstagramChildren children = new(fields);
    private readonly MetricReader metrics = new(fields);
    private readonly AccountMetricReader accountMetrics = new(fields);
    private DateOnly? insightsDate;
    private string? shortcode;
    private string? permalink;
    private string? mediaUrl;
    private string? thumbnailUrl;
    private ContentType? type;
    private ContentType? product;

    protected override string IdField => "post.id";

    public override void Begin()
    {
        base.Begin();
        metrics.Begin();
        accountMetrics.Begin();
        insightsDate = null;
        shortcode = null;
        permalink = null;
        mediaUrl = null;
        thumbnailUrl = null;
        type = null;
        product = null;
    }

    protected override void ReadItem(int field, ref Utf8JsonReader json)
    {
        switch ((InstagramApiField)field)
        {
            case <= InstagramApiField.MediaCount:
                ReadProfile((InstagramApiField)field, ref json);
                break;
            case InstagramApiField.MediaId:
                Post.Id = Fields.Id(ref json);
                break;
            case InstagramApiField.Shortcode:
                shortcode = Fields.Id(ref json);
                break;
            case InstagramApiField.Caption:
                Post.Text = Fields.Text(ref json);
                break;
            case InstagramApiField.Permalink:
                permalink = InstagramUrls.Rules.Canonical(Fields.Text(ref json));
                break;
            case InstagramApiField.PublishedAt:
                Post.PublishedAt = Fields.Date(ref json);
                break;
            case InstagramApiField.Likes:
                Post.Likes = Fields.Count(ref json);
                break;
            case InstagramApiField.Comments:
                Post.Comments = Fields.Count(ref json);
                break;
            default:
                ReadMedia((InstagramApiField)field, ref json);
                break;
        }
    }

    protected override void Complete()
    {
        Author.Url = Author.Handle is { } handle && handle != Author.Id ? InstagramUrls.OfProfile(handle) : null;
        if (IsProfile)
        {
            accountMetrics.AddTo(Author, insightsDate);
            return;
        }

        shortcode = InstagramUrls.ShortcodeOrNull(shortcode) ?? InstagramUrls.ShortcodeOf(permalink);
        Post.Id = Post.Id is null ? null : InstagramUrls.MediaIdFrom(shortcode) ?? Post.Id;
        Post.Url = shortcode is null ? permalink : InstagramUrls.OfPost(shortcode);
        Post.ContentType = product ?? type ?? ContentType.Photo;
        AddMedia();
        Post.Reach = metrics["reach"];
        Post.Views = metrics["views"];
        Post.Saves = metrics["saved"];
        Post.Shares = metrics["shares"];
    }

    protected override string UrlOf(string postId) => InstagramUrls.OfPost(InstagramUrls.ShortcodeFrom(postId));

    private void ReadProfile(InstagramApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case InstagramApiField.UserId:
                Author.Id = Fields.Id(ref json);
                break;
            case InstagramApiField.Name:
                Author.Name = Fields.Text(ref json);
                break;
            case InstagramApiField.Biography:
                Author.Bio = Fields.Text(ref json);
                break;
            case InstagramApiField.Followers:
                Author.Followers = Fields.Count(ref json);
                break;
            case InstagramApiField.Following:
                Author.Following = Fields.Count(ref json);
                break;
            default:
                Author.Posts = Fields.Count(ref json);
                break;
        }
    }

    private void ReadMedia(InstagramApiField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case InstagramApiField.MediaType:
                type = FieldReader.Is(ref json, "CAROUSEL_ALBUM"u8) ? ContentType.Carousel
                    : FieldReader.Is(ref json, "VIDEO"u8) ? ContentType.Video
                    : ContentType.Photo;
                break;
            case InstagramApiField.ProductType:
                product = FieldReader.Is(ref json, "REELS"u8) ? ContentType.Reel
                    : FieldReader.Is(ref json, "STORY"u8) ? ContentType.Story
                    : null;
                break;
            case InstagramApiField.MediaUrl:
                mediaUrl = Fields.Text(ref json);
                break;
            case InstagramApiField.ThumbnailUrl:
                thumbnailUrl = Fields.Text(ref json);
                break;
            case InstagramApiField.Children:
                children.Read(ref json, Post.Media);
                break;
            case InstagramApiField.PostInsights:
                metrics.ReadData(ref json);
                break;
            case InstagramApiField.InsightsDate:
                insightsDate = FieldReader.Day(ref json);
                break;
            default:
                ReadInsights(ref json);
                break;
        }
    }

    private void ReadInsights(ref Utf8JsonReader json)
    {
        if (IsProfile)
        {
            accountMetrics.Read(ref json);
        }
        else
        {
            metrics.ReadAnswers(ref json);
        }
    }

    /// <summary>A single picture or video; one without an address of its own is shown by its thumbnail.</summary>
    private void AddMedia()
    {
        if (Post.Media.Count == 0 && (UrlRules.OfMedia(mediaUrl) ?? UrlRules.OfMedia(thumbnailUrl)) is { } url)
        {
            Post.Media.Add(new PostMedia(type == ContentType.Video ? "video" : "photo", url, Duration: null, Width: null, Height: null));
        }
    }
}
