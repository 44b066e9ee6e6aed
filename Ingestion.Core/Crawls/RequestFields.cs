using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Crawls;

/// <summary>Typed reads of a JSON object's fields. A fault is noted and reads as null; so does null.</summary>
internal sealed class RequestFields(JsonElement body, FieldFaults faults)
{
    internal string? Text(string name, int maxLength, bool isRequired = false)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return Missing(name, isRequired);
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(name, "must be a string");
            return null;
        }

        if (ReadString(value) is not { } text)
        {
            faults.Add(name, "must be valid Unicode");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return Missing(name, isRequired);
        }

        return IsClean(name, text, maxLength) ? text : null;
    }

    internal bool? Flag(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(name, "must be true or false");
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
            faults.Add(name, "must be a number");
            return null;
        }

        if (!value.TryGetInt32(out int number) || number < least || number > most)
        {
            faults.Add(name, $"must be a whole number from {least} to {most}");
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
            faults.Add(name, "must be a date of the form yyyy-MM-dd");
            return null;
        }

        return date;
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
            faults.Add(name, "is required");
        }

        return null;
    }

    private bool IsClean(string name, string text, int maxLength)
    {
        bool isShort = text.Length <= maxLength;
        if (!isShort)
        {
            faults.Add(name, $"must be at most {maxLength} characters");
        }

        bool isPrintable = !text.Any(char.IsControl);
        if (!isPrintable)
        {
            faults.Add(name, "must not contain control characters");
        }

        return isShort && isPrintable;
    }
}
