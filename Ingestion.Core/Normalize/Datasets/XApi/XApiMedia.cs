using System.Text.Json;
using System.Text.Json.Serialization;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.XApi;

/// <summary>
/// The photos and videos of a post, as X sends them beside it. Videos and animated pictures have no address of their own there: the one
/// of their still picture stands for them.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.5; all members but <c>type</c> and <c>url</c> are from memory; read 2026-11-21.</remarks>
internal sealed class XApiMedia(FieldReader fields)
{
    /// <summary>A post has at most so many; what follows is dropped.</summary>
    private const int MaxMedia = 1000;

    private static readonly MemberNames Members = MemberNames.Of<Member>();

    private enum Member
    {
        [JsonStringEnumMemberName("type")]
        Kind,
        Url,
        PreviewImageUrl,
        DurationMs,
        Width,
        Height,
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
            if (fields.BeginObject(ref json) && ReadOne(ref json) is { } one && media.Count < MaxMedia)
            {
                media.Add(one);
            }
        }
    }

    private PostMedia? ReadOne(ref Utf8JsonReader json)
    {
        bool isPhoto = false;
        string? url = null;
        string? preview = null;
        TimeSpan? duration = null;
        int? width = null;
        int? height = null;
        for (int member = fields.NextMember(ref json, Members); member >= 0; member = fields.NextMember(ref json, Members))
        {
            switch ((Member)member)
            {
                case Member.Kind:
                    isPhoto = FieldReader.Is(ref json, "photo"u8);
                    break;
                case Member.Url:
                    url = UrlRules.OfMedia(fields.Text(ref json));
                    break;
                case Member.PreviewImageUrl:
                    preview = UrlRules.OfMedia(fields.Text(ref json));
                    break;
                case Member.DurationMs:
                    duration = FieldReader.Length(ref json, TimeSpan.FromMilliseconds(1));
                    break;
                case Member.Width:
                    width = FieldReader.Pixels(ref json);
                    break;
                default:
                    height = FieldReader.Pixels(ref json);
                    break;
            }
        }

        return (url ?? preview) is { } address ? new PostMedia(isPhoto ? "photo" : "video", address, duration, width, height) : null;
    }
}
