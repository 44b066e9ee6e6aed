using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <content>Arrays and objects inside a field.</content>
internal sealed partial class FieldReader
{
    private static readonly MemberNames TagMembers = MemberNames.Of<TagMember>();

    private enum TagMember
    {
        Name,
        Hashtag,
    }

    /// <summary>True at the start of an array; false for null. Another type fails the record.</summary>
    public bool BeginArray(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.StartArray)
        {
            Index = -1;
            return true;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            FailType(ref json, "an array");
        }

        return false;
    }

    /// <summary>True at the start of an object; false for null. Another type fails the record.</summary>
    public bool BeginObject(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            FailType(ref json, "an object");
        }

        return json.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>Goes from an array's start, or the end of one element, to the next one; false at the array's end.</summary>
    public bool NextElement(ref Utf8JsonReader json)
    {
        if (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Index++;
            return true;
        }

        Index = -1;
        return false;
    }

    /// <summary>
    /// Goes from an object's start, or the end of one member's value, to the value of the next known member; -1 at the
    /// object's end.
    /// </summary>
    public int NextMember(ref Utf8JsonReader json, MemberNames members)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = members.Find(ref json);
            if (!json.Read())
            {
                break;
            }

            if (member >= 0)
            {
                Member = members[member];
                return member;
            }

            Skip(ref json);
        }

        Member = null;
        return -1;
    }

    /// <summary>False for null, true for anything else, which is stepped over.</summary>
    public static bool IsFilled(ref Utf8JsonReader json)
    {
        Skip(ref json);
        return json.TokenType != JsonTokenType.Null;
    }

    /// <summary>True for this ASCII text in any case; other values are stepped over.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> text)
    {
        Skip(ref json);
        return json.TokenType == JsonTokenType.String && Ascii.EqualsIgnoreCase(json.ValueSpan, text);
    }

    /// <summary>
    /// Tags or handles in lower case, each once: an array of texts, nulls, or objects with a <c>name</c> or <c>hashtag</c>; or
    /// one text, in which they stand between blanks or commas.
    /// </summary>
    public void Words(ref Utf8JsonReader json, List<string> words)
    {
        words.Clear();
        if (json.TokenType == JsonTokenType.String)
        {
            AddWordsOf(Text(ref json), words);
        }
        else if (BeginArray(ref json))
        {
            while (NextElement(ref json))
            {
                PostTags.Add(words, json.TokenType == JsonTokenType.StartObject ? WordOfObject(ref json) : Word(ref json));
            }
        }
    }

    private static void AddWordsOf(string? text, List<string> words)
    {
        foreach (var range in text.AsSpan().SplitAny(" ,\n\t"))
        {
            PostTags.Add(words, PostTags.Fold(text.AsSpan(range)));
        }
    }

    private string? WordOfObject(ref Utf8JsonReader json)
    {
        string? word = null;
        while (NextMember(ref json, TagMembers) >= 0)
        {
            word ??= Word(ref json);
        }

        return word;
    }
}
