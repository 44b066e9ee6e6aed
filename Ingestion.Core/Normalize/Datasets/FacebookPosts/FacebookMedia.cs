using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.FacebookPosts;

/// <summary>The attachments of a post: photos, videos, and previews of linked pages.</summary>
internal sealed class FacebookMedia(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 1000;

    private static readonly MemberNames Members = MemberNames.Of<Member>();

    private string? url;
    private string? page;
    private string? thumbnail;
    private string? video;
    private TimeSpan? length;
    private bool isVideo;
    private bool isPreview;

    private enum Member
    {
        Type,
        Url,
        AttachmentUrl,
        ThumbnailUrl,
        VideoUrl,
        VideoLength,
    }

    /// <summary>How many videos there are.</summary>
    public int Videos { get; private set; }

    /// <summary>How many photos there are, previews of links not among them.</summary>
    public int Photos { get; private set; }

    /// <summary>How many previews of links there are.</summary>
    public int Previews { get; private set; }

    public void Begin()
    {
        Videos = 0;
        Photos = 0;
        Previews = 0;
    }

    public void Read(ref Utf8JsonReader json, List<PostMedia> media)
    {
        Begin();
        media.Clear();
        if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                if (fields.BeginObject(ref json))
                {
                    ReadOne(ref json);
                    Add(media);
                }
            }
        }
    }

    private void ReadOne(ref Utf8JsonReader json)
    {
        (url, page, thumbnail, video, length, isVideo, isPreview) = (null, null, null, null, null, false, false);
        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            switch ((Member)member)
            {
                case Member.Type:
                    isVideo = FieldReader.Is(ref json, "Video"u8);
                    isPreview = FieldReader.Is(ref json, "GenericAttachmentMedia"u8);
                    break;
                case Member.Url:
                    url = fields.Text(ref json);
                    break;
                case Member.AttachmentUrl:
                    page = fields.Text(ref json);
                    break;
                case Member.ThumbnailUrl:
                    thumbnail = fields.Text(ref json);
                    break;
                case Member.VideoUrl:
                    video = fields.Text(ref json);
                    break;
                default:
                    length = FieldReader.Length(ref json, TimeSpan.FromMilliseconds(1));
                    break;
            }
        }
    }

    /// <summary>A video's own address where the record has it, else its page; a photo's own; else its thumbnail.</summary>
    private void Add(List<PostMedia> media)
    {
        var address = UrlRules.OfMedia(video) ?? (isVideo ? UrlRules.OfMedia(page) ?? UrlRules.OfMedia(url)
            : UrlRules.OfMedia(url) ?? UrlRules.OfMedia(page)) ?? UrlRules.OfMedia(thumbnail);
        if (address is null || media.Count == MaxMedia)
        {
            return;
        }

        isVideo |= video is not null;
        Videos += isVideo ? 1 : 0;
        Previews += isPreview && !isVideo ? 1 : 0;
        Photos += isPreview || isVideo ? 0 : 1;
        media.Add(new PostMedia(isVideo ? "video" : "photo", address, isVideo ? length : null, Width: null, Height: null));
    }
}
