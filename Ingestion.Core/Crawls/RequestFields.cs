using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Crawls;

/// <summary>Typed reads of a JSON object's fields. A fault is noted and reads as null; so does null.</summary>
/// <param name="body">The object.</param>
/// <param name="faults">Where faults are noted.</param>
/// <param name="path">What is put before the names in faults, for an object within the body: <c>credentials.</c>.</param>
internal sealed class RequestFields(JsonElement body, FieldFaults faults, string path = "")
{
    private const int MaxUnknownFields = 20;
    private const int MaxUnknownLength = 64;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<RequestFields> objects = [];

    internal bool Has(string name)
    {
        known.Add(name);
        return body.TryGetProperty(name, out _);
    }

    /// <summary>Those of the names whose field is there and null: a change empties them.</summary>
    internal string[] Cleared(IEnumerable<string> names) =>
        [.. names.Where(name => Has(name) && body.GetProperty(name).ValueKind == JsonValueKind.Null)];

    internal void Fault(string name, string reason) => faults.Add(path + name, reason);

    /// <summary>Notes a fault for each field that was never asked for, here and in the objects within. Call it last.</summary>
    internal void RefuseUnknown()
    {
        string[] unknown = [.. body.EnumerateObject().Select(field => field.Name).Where(name => !known.Contains(name))];
        foreach (string name in unknown.Take(MaxUnknownFields))
        {
            RefuseUnknown(name);
        }

        if (unknown.Length > MaxUnknownFields)
        {
            faults.Add("body", $"has {unknown.Length} fields that this request does not have");
        }

        objects.ForEach(one => one.RefuseUnknown());
    }

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

        DateTimeOffset? time = IsoTime.Parse(text);
        if (time is null)
        {
            Fault(name, IsoTime.Expected);
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

    /// <summary>A list of one UUID or more.</summary>
    internal Guid[]? Uuids(string name, int maxItems)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        Guid?[] ids = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxItems
            ? [.. value.EnumerateArray().Select(ReadUuid)]
            : [];
        if (ids.Length == 0 || ids.Contains(null))
        {
            Fault(name, $"must be a list of 1 to {maxItems} UUIDs such as 550e8400-e29b-41d4-a716-446655440000");
            return null;
        }

        return [.. ids.OfType<Guid>()];
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

        RequestFields fields = new(value, faults, $"{path}{name}.");
        objects.Add(fields);
        return fields;
    }

    private void RefuseUnknown(string name)
    {
        if (name.Length > MaxUnknownLength)
        {
            faults.Add("body", $"has a field whose name is longer than {MaxUnknownLength} characters");
            return;
        }

        string? nearest = NearestName.Find(name, known);
        Fault(name, $"is not a field of this request{(nearest is null ? "" : $"; did you mean {path}{nearest}?")}");
    }

    private static Guid? ReadUuid(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Guid.TryParseExact(ReadString(value), "D", out Guid id) ? id : null;

    private static string? ReadString(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // The escape of half a surrogate pair: the document's parser leaves it to the reader.
            return null;
        }
    }

    private bool TryFind(string name, out JsonElement value)
    {
        known.Add(name);
        return body.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;
    }

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
