using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.InstagramPosts;

/// <summary>
/// The pictures and videos of a post. A record lists them up to three times: in order and with their types in
/// <c>post_content</c>, by type in <c>photos</c> and <c>videos</c>, pictures alone in <c>images</c>; a reel has one
/// <c>video_url</c>.
/// </summary>
internal sealed class InstagramMedia(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 100;

    private static readonly MemberNames Members = MemberNames.Of<Member>();

    private readonly List<(string Url, bool IsVideo)> inOrder = [];
    private readonly List<string> photos = [];
    private readonly List<string> videos = [];
    private readonly List<string> images = [];
    private readonly List<TimeSpan?> durations = [];

    private enum Member
    {
        Url,
        Type,
        VideoDuration,
    }

    /// <summary>The address of the one video of a reel.</summary>
    public string? Reel { get; set; }

    /// <summary>The length of the one video of a reel.</summary>
    public TimeSpan? ReelLength { get; set; }

    public void Begin()
    {
        inOrder.Clear();
        photos.Clear();
        videos.Clear();
        images.Clear();
        durations.Clear();
        Reel = null;
        ReelLength = null;
    }

    /// <summary><c>post_content</c>.</summary>
    public void ReadContent(ref Utf8JsonReader json)
    {
        inOrder.Clear();
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            var (url, isVideo, _) = ReadOne(ref json);
            if (UrlRules.OfMedia(url) is { } address)
            {
                inOrder.Add((address, isVideo));
            }
        }
    }

    /// <summary><c>photos</c>: addresses.</summary>
    public void ReadPhotos(ref Utf8JsonReader json) => ReadUrls(ref json, photos);

    /// <summary><c>videos</c>: addresses.</summary>
    public void ReadVideos(ref Utf8JsonReader json) => ReadUrls(ref json, videos);

    /// <summary><c>images</c>: addresses, in objects.</summary>
    public void ReadImages(ref Utf8JsonReader json) => ReadUrls(ref json, images);

    /// <summary><c>videos_duration</c>: seconds by video, as numbers or in objects, or one number.</summary>
    public void ReadDurations(ref Utf8JsonReader json)
    {
        durations.Clear();
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            durations.Add(ReadDuration(ref json));
            return;
        }

        fields.BeginArray(ref json);
        while (fields.NextElement(ref json))
        {
            durations.Add(ReadDuration(ref json));
        }
    }

    /// <summary>The fullest list of the record.</summary>
    public void CopyTo(List<PostMedia> media)
    {
        if (inOrder.Count > 0)
        {
            AddInOrder(media);
        }
        else
        {
            Add(media, photos.Count > 0 ? photos : videos.Count > 0 || Reel is not null ? [] : images, isVideo: false);
            Add(media, videos, isVideo: true);
        }

        if (media.Count == 0 && UrlRules.OfMedia(Reel) is { } reel)
        {
            media.Add(new PostMedia("video", reel, ReelLength, Width: null, Height: null));
        }
    }

    private void AddInOrder(List<PostMedia> media)
    {
        var video = 0;
        foreach (var (url, isVideo) in inOrder)
        {
            if (media.Count < MaxMedia)
            {
                media.Add(isVideo ? Video(url, video++) : Photo(url));
            }
        }
    }

    private void Add(List<PostMedia> media, IEnumerable<string> urls, bool isVideo)
    {
        var number = 0;
        foreach (var url in urls)
        {
            if (media.Count < MaxMedia)
            {
                media.Add(isVideo ? Video(url, number++) : Photo(url));
            }
        }
    }

    private static PostMedia Photo(string url) => new("photo", url, Duration: null, Width: null, Height: null);

    private PostMedia Video(string url, int number) =>
        new("video", url, number < durations.Count ? durations[number] : ReelLength, Width: null, Height: null);

    private void ReadUrls(ref Utf8JsonReader json, List<string> urls)
    {
        urls.Clear();
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            var url = json.TokenType == JsonTokenType.StartObject ? ReadOne(ref json).Url : fields.Text(ref json);
            if (UrlRules.OfMedia(url) is { } address)
            {
                urls.Add(address);
            }
        }
    }

    private TimeSpan? ReadDuration(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.StartObject
        ? ReadOne(ref json).Duration
        : FieldReader.Length(ref json, TimeSpan.FromSeconds(1));

    private (string? Url, bool IsVideo, TimeSpan? Duration) ReadOne(ref Utf8JsonReader json)
    {
        string? url = null;
        var isVideo = false;
        TimeSpan? duration = null;
        if (!fields.BeginObject(ref json))
        {
            return default;
        }

        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            switch ((Member)member)
            {
                case Member.Url:
                    url = fields.Text(ref json);
                    break;
                case Member.Type:
                    isVideo = FieldReader.Is(ref json, "Video"u8);
                    break;
                default:
                    duration = FieldReader.Length(ref json, TimeSpan.FromSeconds(1));
                    break;
            }
        }

        return (url, isVideo, duration);
    }
}
