using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.FacebookApi;

/// <summary>
/// The attachments of a post: <c>{"media_type":"photo","media":{"image":{"src":".."},"source":".."},"url":".."}</c>; those of an album are in
/// its <c>subattachments</c>, which have <c>type</c> for <c>media_type</c>.
/// </summary>
internal sealed class FacebookAttachments(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 1000;

    private static readonly MemberNames Members = MemberNames.Of<Member>();
    private static readonly MemberNames MediaMembers = MemberNames.Of<MediaMember>();
    private static readonly MemberNames ImageMembers = MemberNames.Of<ImageMember>();
    private static readonly MemberNames ListMembers = MemberNames.Of<ListMember>();

    private enum Member
    {
        MediaType,
        Type,
        Media,
        Url,
        Subattachments,
    }

    private enum MediaMember
    {
        Image,
        Source,
    }

    private enum ImageMember
    {
        Src,
        Width,
        Height,
    }

    private enum ListMember
    {
        Data,
    }

    private enum Kind
    {
        Photo,
        Video,
        Link,
    }

    /// <summary>Links among the attachments.</summary>
    public int Links { get; private set; }

    public void Begin() => Links = 0;

    public void Read(ref Utf8JsonReader json, List<PostMedia> media)
    {
        Begin();
        media.Clear();
        ReadList(ref json, media);
    }

    private void ReadList(ref Utf8JsonReader json, List<PostMedia> media)
    {
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (fields.BeginObject(ref json))
            {
                var number = fields.Index;
                ReadOne(ref json, media);
                fields.Index = number;
            }
        }
    }

    private void ReadOne(ref Utf8JsonReader json, List<PostMedia> media)
    {
        var kind = Kind.Photo;
        string? url = null;
        (string? Image, string? Source, int? Width, int? Height) found = default;
        var before = media.Count;
        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            switch ((Member)member)
            {
                case Member.MediaType or Member.Type:
                    kind = KindOf(fields.Text(ref json));
                    break;
                case Member.Media:
                    found = ReadMedia(ref json);
                    break;
                case Member.Url:
                    url = fields.Text(ref json);
                    break;
                default:
                    ReadSubattachments(ref json, media);
                    break;
            }
        }

        Links += kind == Kind.Link ? 1 : 0;
        var address = UrlRules.OfMedia(found.Source) ?? UrlRules.OfMedia(found.Image) ?? (kind == Kind.Link ? null : UrlRules.OfMedia(url));
        if (media.Count == before && address is not null && media.Count < MaxMedia)
        {
            media.Add(new PostMedia(kind == Kind.Video ? "video" : "photo", address, Duration: null, found.Width, found.Height));
        }
    }

    private void ReadSubattachments(ref Utf8JsonReader json, List<PostMedia> media)
    {
        if (fields.BeginObject(ref json))
        {
            while (fields.NextMember(ref json, ListMembers) >= 0)
            {
                ReadList(ref json, media);
            }
        }
    }

    private (string? Image, string? Source, int? Width, int? Height) ReadMedia(ref Utf8JsonReader json)
    {
        (string? Src, int? Width, int? Height) image = default;
        string? source = null;
        if (!fields.BeginObject(ref json))
        {
            return default;
        }

        for (var member = fields.NextMember(ref json, MediaMembers); member >= 0; member = fields.NextMember(ref json, MediaMembers))
        {
            if ((MediaMember)member == MediaMember.Image)
            {
                image = ReadImage(ref json);
            }
            else
            {
                source = fields.Text(ref json);
            }
        }

        return (image.Src, source, image.Width, image.Height);
    }

    private (string? Src, int? Width, int? Height) ReadImage(ref Utf8JsonReader json)
    {
        (string? Src, int? Width, int? Height) image = default;
        if (!fields.BeginObject(ref json))
        {
            return image;
        }

        for (var member = fields.NextMember(ref json, ImageMembers); member >= 0; member = fields.NextMember(ref json, ImageMembers))
        {
            switch ((ImageMember)member)
            {
                case ImageMember.Src:
                    image.Src = fields.Text(ref json);
                    break;
                case ImageMember.Width:
                    image.Width = FieldReader.Pixels(ref json);
                    break;
                default:
                    image.Height = FieldReader.Pixels(ref json);
                    break;
            }
        }

        return image;
    }

    private static Kind KindOf(string? type) => type switch
    {
        not null when type.StartsWith("video", StringComparison.Ordinal) => Kind.Video,
        "link" or "share" or "event" => Kind.Link,
        _ => Kind.Photo,
    };
}
