using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.XPosts;

/// <summary>The photos and videos of a post on X: texts, or for videos objects with a length.</summary>
internal sealed class XMedia(FieldReader fields)
{
    /// <summary>A post has at most so many of each; what follows is dropped.</summary>
    private const int MaxMedia = 1000;

    private static readonly MemberNames Members = MemberNames.Of<Member>();

    private readonly List<PostMedia> photos = [];
    private readonly List<PostMedia> videos = [];

    private enum Member
    {
        VideoUrl,
        Duration,
    }

    public int Photos => photos.Count;

    public int Videos => videos.Count;

    public void Begin()
    {
        photos.Clear();
        videos.Clear();
    }

    public void ReadPhotos(ref Utf8JsonReader json)
    {
        photos.Clear();
        if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                Add(photos, "photo", fields.Text(ref json), duration: null);
            }
        }
    }

    public void ReadVideos(ref Utf8JsonReader json)
    {
        videos.Clear();
        if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    ReadVideo(ref json);
                }
                else
                {
                    Add(videos, "video", fields.Text(ref json), duration: null);
                }
            }
        }
    }

    /// <summary>Photos first, then videos.</summary>
    public void CopyTo(List<PostMedia> media)
    {
        media.AddRange(photos);
        media.AddRange(videos);
    }

    private static void Add(List<PostMedia> media, string type, string? url, TimeSpan? duration)
    {
        if (UrlRules.OfMedia(url) is { } address && media.Count < MaxMedia)
        {
            media.Add(new PostMedia(type, address, duration, Width: null, Height: null));
        }
    }

    private void ReadVideo(ref Utf8JsonReader json)
    {
        string? url = null;
        TimeSpan? duration = null;
        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            if ((Member)member == Member.VideoUrl)
            {
                url = fields.Text(ref json);
            }
            else
            {
                duration = FieldReader.Length(ref json, TimeSpan.FromMilliseconds(1));
            }
        }

        Add(videos, "video", url, duration);
    }
}
