using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Crawls;

/// <summary>Typed reads of a JSON object's fields. A fault is noted and reads as null; so does null.</summary>
/// <param name="body">The object.</param>
/// <param name="faults">Where faults are noted.</param>
/// <param name="path">What is put before the names in faults, for an object within the body: <c>credentials.</c>.</param>
internal sealed class RequestFields(JsonElement body, FieldFaults faults, string path = "")
{
    internal bool Has(string name) => body.TryGetProperty(name, out _);

    /// <summary>Those of the names whose field is there and null: a change empties them.</summary>
    internal string[] Cleared(IEnumerable<string> names) =>
        [.. names.Where(name => body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null)];

    internal void Fault(string name, string reason) => faults.Add(path + name, reason);

    internal string? Text(string name, int maxLength, bool isRequired = false)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return Missing(name, isRequired);
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(name, "must be a string");
            return null;
        }

        if (ReadString(value) is not { } text)
        {
            Fault(name, "must be valid Unicode");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return Missing(name, isRequired);
        }

        return IsClean(name, text, maxLength) ? text : null;
    }

    /// <summary>One of a closed list, in any case.</summary>
    internal string? OneOf(string name, IReadOnlyList<string> allowed, bool isRequired = false)
    {
        string? text = Text(name, maxLength: 64, isRequired);
        string? found = allowed.FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (text is not null && found is null)
        {
            Fault(name, $"must be one of {string.Join(", ", allowed)}");
        }

        return found;
    }

    internal string[]? Texts(string name, int maxItems, int maxLength)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        bool isList = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxItems;
        string?[] texts = isList
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? ReadString(item) : null)]
            : [null];
        if (texts.Any(text => string.IsNullOrEmpty(text) || text.Length > maxLength || text.Any(c => char.IsControl(c) || c == ' ')))
        {
            Fault(name, $"must be a list of at most {maxItems} texts without spaces, of at most {maxLength} characters each");
            return null;
        }

        return texts!;
    }

    internal bool? Flag(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(name, "must be true or false");
            return null;
        }

        return value.GetBoolean();
    }

    internal int? Number(string name, int least, int most)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            Fault(name, "must be a number");
            return null;
        }

        if (!value.TryGetInt32(out int number) || number < least || number > most)
        {
            Fault(name, $"must be a whole number from {least} to {most}");
            return null;
        }

        return number;
    }

    internal DateOnly? Date(string name)
    {
        const int dateLength = 10;
        string? text = Text(name, maxLength: 64);
        if (text is null)
        {
            return null;
        }

        if (text.Length != dateLength
            || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            Fault(name, "must be a date of the form yyyy-MM-dd");
            return null;
        }

        return date;
    }

    internal DateTimeOffset? Time(string name)
    {
        string? text = Text(name, maxLength: 64);
        if (text is null)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            Fault(name, "must be an ISO-8601 time such as 2026-11-21T10:00:00Z");
            return null;
        }

        return time;
    }

    internal Guid? Uuid(string name)
    {
        string? text = Text(name, maxLength: 64);
        if (text is null)
        {
            return null;
        }

        if (!Guid.TryParseExact(text, "D", out Guid id))
        {
            Fault(name, "must be a UUID such as 550e8400-e29b-41d4-a716-446655440000");
            return null;
        }

        return id;
    }

    /// <summary>The fields of an object within this one.</summary>
    internal RequestFields? Object(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Fault(name, "must be a JSON object");
            return null;
        }

        return new RequestFields(value, faults, $"{path}{name}.");
    }

    private static string? ReadString(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8: the document's parser leaves both to the reader.
            return null;
        }
    }

    private bool TryFind(string name, out JsonElement value) =>
        body.TryGetProperty(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    private string? Missing(string name, bool isRequired)
    {
        if (isRequired)
        {
            Fault(name, "is required");
        }

        return null;
    }

    private bool IsClean(string name, string text, int maxLength)
    {
        bool isShort = text.Length <= maxLength;
        if (!isShort)
        {
            Fault(name, $"must be at most {maxLength} characters");
        }

        bool isPrintable = !text.Any(char.IsControl);
        if (!isPrintable)
        {
            Fault(name, "must not contain control characters");
        }

        return isShort && isPrintable;
    }
}
