using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>The pictures, the video and the document of a post.</summary>
internal sealed class LinkedInMedia(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 100;

    private readonly List<string> images = [];
    private readonly List<string> videos = [];

    /// <summary>The length of the video.</summary>
    public TimeSpan? Length { get; set; }

    /// <summary>The first page of the document.</summary>
    public string? Cover { get; set; }

    /// <summary>Pages of the document.</summary>
    public long? Pages { get; set; }

    public void Begin()
    {
        images.Clear();
        videos.Clear();
        Length = null;
        Cover = null;
        Pages = null;
    }

    /// <summary><c>images</c>: addresses.</summary>
    public void ReadImages(ref Utf8JsonReader json) => ReadUrls(ref json, images);

    /// <summary><c>videos</c>: addresses.</summary>
    public void ReadVideos(ref Utf8JsonReader json) => ReadUrls(ref json, videos);

    public void CopyTo(List<PostMedia> media)
    {
        if (UrlRules.OfMedia(Cover) is { } cover)
        {
            media.Add(new PostMedia("document", cover, Duration: null, Width: null, Height: null));
        }

        foreach (var image in images)
        {
            media.Add(new PostMedia("photo", image, Duration: null, Width: null, Height: null));
        }

        foreach (var video in videos)
        {
            media.Add(new PostMedia("video", video, videos.Count == 1 ? Length : null, Width: null, Height: null));
        }
    }

    /// <summary>What the post is by what it shows.</summary>
    public ContentType ContentType(bool hasLink)
    {
        if (Cover is not null || Pages > 0)
        {
            return Normalize.ContentType.Document;
        }

        if (videos.Count + images.Count > 1)
        {
            return videos.Count == 1 ? Normalize.ContentType.Video : Normalize.ContentType.Carousel;
        }

        return (videos.Count, images.Count) switch
        {
            (1, _) => Normalize.ContentType.Video,
            _ when hasLink => Normalize.ContentType.Link,
            (_, 1) => Normalize.ContentType.Photo,
            _ => Normalize.ContentType.Text,
        };
    }

    private void ReadUrls(ref Utf8JsonReader json, List<string> urls)
    {
        urls.Clear();
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (UrlRules.OfMedia(fields.Text(ref json)) is { } address && urls.Count < MaxMedia)
            {
                urls.Add(address);
            }
        }
    }
}
