using System.Text.Json;
using Ingestion.Core.Normalize;
using static Ingestion.Tests.Normalize.Reference.ReferenceValues;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>Fields that hold lists. After a failure inside, the rest of the list is still read.</summary>
internal static class ReferenceLists
{
    private const int Most = 1000;

    public static List<string> Words(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return ReferenceTags.Distinct((Text(value, path) ?? "").Split([' ', ',', '\n', '\t']).Select(Fold));
        }

        return ReferenceTags.Distinct([.. Array(value, path).Select(element =>
            element.Value.ValueKind == JsonValueKind.Object ? WordOf(element.Value, element.Path) : Word(element.Value, element.Path))]);
    }

    public static void Attachments(
        JsonElement value, string path, ReferenceRecord record, List<(PostMedia Medium, bool IsPreview)> media)
    {
        foreach (var (attachment, place) in Elements(value, path, record))
        {
            string? own = null, page = null, thumbnail = null, video = null;
            TimeSpan? length = null;
            var (isVideo, isPreview) = (false, false);
            foreach (var (name, member) in Members(attachment))
            {
                var at = $"{place}.{name}";
                _ = name switch
                {
                    "url" => own = record.Try(() => Text(member, at)),
                    "attachment_url" => page = record.Try(() => Text(member, at)),
                    "thumbnail_url" => thumbnail = record.Try(() => Text(member, at)),
                    "video_url" => video = record.Try(() => Text(member, at)),
                    _ => null,
                };
                length = name == "video_length" ? Length(member, TimeSpan.TicksPerMillisecond) : length;
                isVideo = name == "type" ? IsText(member, "video") : isVideo;
                isPreview = name == "type" ? IsText(member, "genericattachmentmedia") : isPreview;
            }

            string?[] order = isVideo ? [video, page, own, thumbnail] : [video, own, page, thumbnail];
            isVideo |= video is not null;
            if (order.Select(Http).FirstOrDefault(url => url is not null) is { } address && media.Count < Most)
            {
                media.Add((new PostMedia(isVideo ? "video" : "photo", address, isVideo ? length : null, null, null),
                    isPreview && !isVideo));
            }
        }
    }

    public static void Reactions(JsonElement value, string path, ReferenceRecord record, List<ReactionCount> reactions)
    {
        var elements = value.ValueKind == JsonValueKind.Object ? [(value, path)] : Elements(value, path, record);
        foreach (var (reaction, place) in elements)
        {
            string? type = null;
            long? count = null;
            foreach (var (name, member) in Members(reaction))
            {
                var at = $"{place}.{name}";
                type = name == "type" ? record.Try(() => Word(member, at)) : type;
                count = name is "num" or "reaction_count" ? record.Try(() => Count(member, at)) : count;
            }

            if (type is not null && count is { } known)
            {
                var same = reactions.FindIndex(other => other.Type == type);
                if (same >= 0)
                {
                    reactions[same] = new ReactionCount(type, known);
                }
                else if (reactions.Count < 100)
                {
                    reactions.Add(new ReactionCount(type, known));
                }
            }
        }
    }

    /// <summary>The objects of an array; what is neither an object nor null fails the record and is passed over.</summary>
    public static IEnumerable<(JsonElement Value, string Path)> Elements(JsonElement value, string path, ReferenceRecord record)
    {
        foreach (var (element, place) in record.Try(() => Array(value, path).ToList()) ?? [])
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                yield return (element, place);
            }
            else if (element.ValueKind != JsonValueKind.Null)
            {
                record.Fail(RejectionReasons.WrongType, place);
            }
        }
    }

    private static string? WordOf(JsonElement value, string path)
    {
        string? word = null;
        foreach (var (name, member) in Members(value))
        {
            word = name is "name" or "hashtag" ? word ?? Word(member, $"{path}.{name}") : word;
        }

        return word;
    }
}
