using System.Text.Json;
using Ingestion.Core.Normalize.Fields;

namespace Ingestion.Core.Normalize.Datasets.LinkedInPosts;

/// <summary>The objects inside a post, which are there with nothing but nulls in them when it has no such thing.</summary>
internal sealed class LinkedInNested(FieldReader fields)
{
    private static readonly MemberNames TaggedMembers = MemberNames.Of<TaggedMember>();
    private static readonly MemberNames RepostMembers = MemberNames.Of<RepostMember>();

    private enum TaggedMember
    {
        Link,
    }

    private enum RepostMember
    {
        RepostId,
        RepostUrl,
        RepostText,
    }

    /// <summary>Whether <c>repost</c> names another post.</summary>
    public bool HasRepost(ref Utf8JsonReader json)
    {
        var isFilled = false;
        if (fields.BeginObject(ref json))
        {
            while (fields.NextMember(ref json, RepostMembers) >= 0)
            {
                isFilled |= FieldReader.IsFilled(ref json);
            }
        }

        return isFilled;
    }

    /// <summary>Whether <c>external_link_data</c>, an object or an array of them, holds anything.</summary>
    public static bool HasLink(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return json.TokenType is JsonTokenType.String && !json.ValueSpan.IsEmpty;
        }

        var hasLink = false;
        var depth = json.CurrentDepth;
        while (json.Read() && json.CurrentDepth > depth)
        {
            hasLink |= json.TokenType is JsonTokenType.String or JsonTokenType.Number;
        }

        return hasLink;
    }

    /// <summary><c>tagged_people</c> and <c>tagged_companies</c>: their handles, from the addresses of their pages.</summary>
    public void ReadTagged(ref Utf8JsonReader json, List<string> handles)
    {
        handles.Clear();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            AddTagged(ref json, handles);
        }
        else if (fields.BeginArray(ref json))
        {
            while (fields.NextElement(ref json))
            {
                AddTagged(ref json, handles);
            }
        }
    }

    private void AddTagged(ref Utf8JsonReader json, List<string> handles)
    {
        if (fields.BeginObject(ref json))
        {
            while (fields.NextMember(ref json, TaggedMembers) >= 0)
            {
                PostTags.Add(handles, LinkedInUrls.HandleOf(LinkedInUrls.Canonical(fields.Text(ref json))));
            }
        }
    }
}
