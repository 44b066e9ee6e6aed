using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ingestion.Core.Normalize.Fields;

/// <summary>
/// Reads the values of kept fields. A value that cannot be what the field means makes the record's failure (the first one is
/// reported) and reads as absent. Every method starts at the value's first token and ends at its last, or where the bytes end.
/// </summary>
/// <remarks>The rules are in docs/normalization.md.</remarks>
internal sealed partial class FieldReader
{
    /// <summary>Texts over this many bytes are rejected. The longest that a platform allows has about 250,000.</summary>
    public const int MaxTextBytes = 512 * 1024;

    /// <summary>Ids and handles over this many characters are rejected: they are keys of an index.</summary>
    public const int MaxIdLength = 256;

    private readonly IReadOnlyList<string> names;
    private readonly TextTable shared = new();
    private readonly TextTable folded = new();
    private readonly TextTable urls = new();
    private char[] chars = new char[16 * 1024];

    public FieldReader(FieldTable table) => names = table.Names;

    /// <summary>A code of <see cref="RejectionReasons"/> once the record has failed; else null.</summary>
    public string? Reason { get; private set; }

    /// <summary>JSON path of the field that is to blame.</summary>
    public string? FailedField { get; private set; }

    /// <summary>What was expected and what came.</summary>
    public string FailureDetail { get; private set; } = "";

    /// <summary>The field being read, as its position in the table.</summary>
    public int Field { get; set; }

    /// <summary>Inside a field that is an array: the element being read; else -1.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Inside a field that holds objects: the member being read; else null.</summary>
    public string? Member { get; set; }

    /// <summary>Steps over a value.</summary>
    public static void Skip(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var depth = json.CurrentDepth;
            while (json.Read() && json.CurrentDepth > depth)
            {
            }
        }
    }

    /// <summary>A new record begins.</summary>
    public void Begin()
    {
        Reason = null;
        FailedField = null;
        Enter(-1);
    }

    /// <summary>A field at the top of the record begins.</summary>
    public void Enter(int field)
    {
        Field = field;
        Index = -1;
        Member = null;
    }

    /// <summary>The record cannot be used because of the value being read.</summary>
    public void Fail(string reason, string detail)
    {
        if (Reason is null)
        {
            Fail(reason, Path(), detail);
        }
    }

    /// <summary>The record cannot be used because of the field at <paramref name="path"/>.</summary>
    public void Fail(string reason, string? path, string detail)
    {
        if (Reason is null)
        {
            Reason = reason;
            FailedField = path;
            FailureDetail = detail;
        }
    }

    /// <summary>The value's type is wrong; steps over it.</summary>
    public void FailType(ref Utf8JsonReader json, string expected)
    {
        Fail(RejectionReasons.WrongType, $"{expected} was expected, {Came(json.TokenType)} came");
        Skip(ref json);
    }

    /// <summary>True or false; null for null.</summary>
    public bool? Flag(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            default:
                FailType(ref json, "true or false");
                return null;
        }
    }

    /// <summary>A text exactly as it is; null for null and for an empty one.</summary>
    public string? Text(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            var bytes = json.ValueSpan;
            if (!json.ValueIsEscaped && bytes.Length is > 0 and <= MaxTextBytes && Ascii.IsValid(bytes))
            {
                return string.Create(bytes.Length, bytes, static (text, ascii) => Ascii.ToUtf16(ascii, text, out _));
            }

            return Decode(ref json) is { Length: > 0 } decoded ? new string(decoded) : null;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            FailType(ref json, "a text");
        }

        return null;
    }

    /// <summary>As <see cref="Text"/>, for texts that many records share.</summary>
    public string? SharedText(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return Text(ref json);
        }

        if (shared.Find(json.ValueSpan) is { } known)
        {
            return known;
        }

        var text = Text(ref json);
        if (text is not null)
        {
            shared.Keep(json.ValueSpan, text);
        }

        return text;
    }

    /// <summary>An address in its canonical form, for addresses that many records share.</summary>
    public string? SharedUrl(ref Utf8JsonReader json, UrlRules rules)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return Text(ref json);
        }

        if (urls.Find(json.ValueSpan) is { } known)
        {
            return known;
        }

        var url = rules.Canonical(Text(ref json));
        if (url is not null)
        {
            urls.Keep(json.ValueSpan, url);
        }

        return url;
    }

    /// <summary>An id: a text, or a whole number as its digits.</summary>
    public string? Id(ref Utf8JsonReader json) => CheckId(
        json.TokenType == JsonTokenType.Number ? NumberAsId(ref json) : Text(ref json));

    /// <summary>As <see cref="Id"/>, for ids that many records share.</summary>
    public string? SharedId(ref Utf8JsonReader json) => CheckId(
        json.TokenType == JsonTokenType.Number ? NumberAsId(ref json) : SharedText(ref json));

    /// <summary>A word in lower case, without a leading <c>@</c> or <c>#</c>: a handle or a tag. Many records share it.</summary>
    public string? Word(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return Text(ref json);
        }

        if (folded.Find(json.ValueSpan) is { } known)
        {
            return known;
        }

        var word = PostTags.Fold(Decode(ref json));
        if (word is not null)
        {
            folded.Keep(json.ValueSpan, word);
        }

        return word;
    }

    public static string Came(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    private string? Path()
    {
        if (Field < 0)
        {
            return null;
        }

        var element = Index < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
        return $"$.{names[Field]}{element}{(Member is null ? "" : "." + Member)}";
    }

    private string? CheckId(string? id)
    {
        if (id?.Length > MaxIdLength)
        {
            Fail(RejectionReasons.WrongType, "an id of at most 256 characters was expected, a longer text came");
            return null;
        }

        return id;
    }

    private string? NumberAsId(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            return Encoding.ASCII.GetString(json.ValueSpan);
        }

        Fail(RejectionReasons.NumberOutOfRange, "an id of digits was expected, another number came");
        return null;
    }

    /// <summary>The characters of a text, until the next one is read. Empty when the record has failed by it.</summary>
    private ReadOnlySpan<char> Decode(ref Utf8JsonReader json)
    {
        var bytes = json.ValueSpan;
        if (bytes.Length > MaxTextBytes)
        {
            Fail(RejectionReasons.TooLarge, "a text of at most 512 KiB was expected, a longer one came");
            return [];
        }

        if (bytes.Length > chars.Length)
        {
            chars = new char[MaxTextBytes];
        }

        if (json.ValueIsEscaped)
        {
            return DecodeEscaped(ref json);
        }

        if (Utf8.ToUtf16(bytes, chars, out _, out var length, replaceInvalidSequences: false)
            == OperationStatus.Done)
        {
            return chars.AsSpan(0, length);
        }

        Fail(RejectionReasons.InvalidText, "UTF-8 was expected, other bytes came");
        return [];
    }

    private ReadOnlySpan<char> DecodeEscaped(ref Utf8JsonReader json)
    {
        int length;
        try
        {
            length = json.CopyString(chars);
        }
        catch (InvalidOperationException)
        {
            Fail(RejectionReasons.InvalidText, "UTF-8 was expected, other bytes or half of a surrogate pair came");
            return [];
        }

        var text = chars.AsSpan(0, length);
        if (text.Contains('\0'))
        {
            Fail(RejectionReasons.NulCharacter, "a text without U+0000 was expected");
            return [];
        }

        return text;
    }
}
