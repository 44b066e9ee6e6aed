using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>The rules of docs/normalization.md for single values, plainly.</summary>
internal static class ReferenceValues
{
    public static string? Text(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                var text = Decode(value, path);
                return text.Length == 0 ? null : text;
            default:
                throw new RejectedException(RejectionReasons.WrongType, path);
        }
    }

    public static string? Id(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            var digits = Raw(value);
            return !digits.All(char.IsAsciiDigit) ? throw new RejectedException(RejectionReasons.NumberOutOfRange, path)
                : digits.Length > 256 ? throw new RejectedException(RejectionReasons.WrongType, path) : digits;
        }

        var text = Text(value, path);
        return text?.Length > 256 ? throw new RejectedException(RejectionReasons.WrongType, path) : text;
    }

    public static string? Word(JsonElement value, string path) => Fold(Text(value, path));

    public static string? Fold(string? text)
    {
        var bare = text?.Trim().TrimStart('@', '#', '\uFF03').Trim();
        return string.IsNullOrEmpty(bare) || bare.Length > 256 ? null : bare.ToLowerInvariant();
    }

    public static bool? Flag(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new RejectedException(RejectionReasons.WrongType, path),
    };

    public static long? Count(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Number:
                return Whole(Raw(value)) ?? throw new RejectedException(RejectionReasons.NumberOutOfRange, path);
            case JsonValueKind.String:
                var text = TryDecode(value) ?? "?";
                if (text.Length == 0)
                {
                    return null;
                }

                var digits = text[0] == '-' ? text[1..] : text;
                return digits.Length == 0 || !digits.All(char.IsAsciiDigit)
                    ? throw new RejectedException(RejectionReasons.WrongType, path)
                    : Whole(text) ?? throw new RejectedException(RejectionReasons.NumberOutOfRange, path);
            default:
                throw new RejectedException(RejectionReasons.WrongType, path);
        }
    }

    public static DateTimeOffset? Date(JsonElement value, string path)
    {
        DateTimeOffset? date;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Number:
                date = ReferenceDates.Epoch(Raw(value));
                break;
            case JsonValueKind.String:
                var text = TryDecode(value) ?? "?";
                if (text.Length == 0)
                {
                    return null;
                }

                date = ReferenceDates.Parse(text);
                break;
            default:
                throw new RejectedException(RejectionReasons.WrongType, path);
        }

        return date is { Year: >= 1900 and <= 2199 } ? date : throw new RejectedException(RejectionReasons.InvalidDate, path);
    }

    /// <summary>A length of time that is not worth a record.</summary>
    public static TimeSpan? Length(JsonElement value, long ticksPerUnit)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => Raw(value),
            JsonValueKind.String => TryDecode(value),
            _ => null,
        };
        var isNumber = decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var units);
        return isNumber && units >= 0 && units <= TimeSpan.FromDays(366).Ticks / ticksPerUnit
            ? TimeSpan.FromTicks((long)(units * ticksPerUnit))
            : null;
    }

    public static IEnumerable<(JsonElement Value, string Path)> Array(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => value.EnumerateArray().Select(
            (element, index) => (element, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        _ => throw new RejectedException(RejectionReasons.WrongType, path),
    };

    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            yield return (NameOf(member), member.Value);
        }
    }

    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    public static bool IsText(JsonElement value, string expected) =>
        value.ValueKind == JsonValueKind.String && Raw(value).Trim('"').Equals(expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes of a value as characters, whether they are UTF-8 or not.</summary>
    public static string Raw(JsonElement value) => Encoding.Latin1.GetString(JsonMarshal.GetRawUtf8Value(value));

    public static string? Http(string? url) =>
        url is not null && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) ? url : null;

    private static string? TryDecode(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Decode(JsonElement value, string path)
    {
        if (JsonMarshal.GetRawUtf8Value(value).Length - 2 > 512 * 1024)
        {
            throw new RejectedException(RejectionReasons.TooLarge, path);
        }

        var text = TryDecode(value) ?? throw new RejectedException(RejectionReasons.InvalidText, path);
        return text.Contains('\0') ? throw new RejectedException(RejectionReasons.NulCharacter, path) : text;
    }

    /// <summary>Exact: the digits before and after the point, moved by the exponent.</summary>
    private static long? Whole(string number)
    {
        var parts = number.ToUpperInvariant().Split('E');
        var exponent = parts.Length == 1 ? 0 : BigInteger.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = parts[0].TrimStart('-');
        var point = mantissa.IndexOf('.');
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        while (!digits.IsZero && exponent < 0 && digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        if (digits.IsZero)
        {
            return 0;
        }

        if (exponent < 0 || exponent > 20 || parts[0][0] == '-')
        {
            return null;
        }

        var value = digits * BigInteger.Pow(10, (int)exponent);
        return value <= long.MaxValue ? (long)value : null;
    }
}
