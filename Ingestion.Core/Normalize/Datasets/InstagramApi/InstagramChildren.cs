using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.InstagramApi;

/// <summary>The pictures and videos of an album, in their order.</summary>
internal sealed class InstagramChildren(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 100;

    private static readonly MemberNames Members = MemberNames.Of<Member>();

    private enum Member
    {
        MediaUrl,
        MediaType,
    }

    public void Read(ref Utf8JsonReader json, List<PostMedia> media)
    {
        media.Clear();
        if (!fields.BeginArray(ref json))
        {
            return;
        }

        while (fields.NextElement(ref json))
        {
            if (fields.BeginObject(ref json) && ReadOne(ref json) is { } child && media.Count < MaxMedia)
            {
                media.Add(child);
            }
        }
    }

    private PostMedia? ReadOne(ref Utf8JsonReader json)
    {
        string? url = null;
        var isVideo = false;
        for (var member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            if ((Member)member == Member.MediaUrl)
            {
                url = UrlRules.OfMedia(fields.Text(ref json));
            }
            else
            {
                isVideo = FieldReader.Is(ref json, "VIDEO"u8);
            }
        }

        return url is null ? null : new PostMedia(isVideo ? "video" : "photo", url, Duration: null, Width: null, Height: null);
    }
}
