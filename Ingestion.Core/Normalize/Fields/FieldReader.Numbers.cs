using System.Buffers.Text;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <content>Counts, numbers and dates.</content>
internal sealed partial class FieldReader
{
    /// <summary>More than any count or date takes.</summary>
    private const int MaxShortBytes = 128;

    private const string CountExpected = "a whole number from 0 to 9223372036854775807 was expected";

    /// <summary>
    /// A count: a whole number, also one that is written as 12.0 or 1.2e3, or a text of digits. Null for null and for an empty
    /// text.
    /// </summary>
    public long? Count(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return json.TryGetInt64(out var value) && value >= 0 ? value : RareCount(ref json);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return CountText(ref json);
            default:
                FailType(ref json, "a count");
                return null;
        }
    }

    /// <summary>As <see cref="Count"/>, for a field that some records use for something else, which is skipped.</summary>
    public long? CountOrOther(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.Number)
        {
            return Count(ref json);
        }

        Skip(ref json);
        return null;
    }

    /// <summary>Two counts together; null when neither is known.</summary>
    /// <param name="one">At least 0.</param>
    /// <param name="other">At least 0.</param>
    /// <param name="path">The field that is blamed when the sum is no count.</param>
    public long? Sum(long? one, long? other, string path)
    {
        var sum = (ulong)(one ?? 0) + (ulong)(other ?? 0);
        if (sum > long.MaxValue)
        {
            Fail(RejectionReasons.NumberOutOfRange, path, $"{CountExpected} together with another count, more came");
            return null;
        }

        return one is null && other is null ? null : (long)sum;
    }

    /// <summary>Width or height in pixels; null for anything that is no such number, as it is not worth a record.</summary>
    public static int? Pixels(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var pixels) && pixels > 0)
        {
            return pixels;
        }

        Skip(ref json);
        return null;
    }

    /// <summary>
    /// A length in units of <paramref name="unit"/>, a number or a text of one; null for anything else and for more than a
    /// year, as it is not worth a record.
    /// </summary>
    public static TimeSpan? Length(ref Utf8JsonReader json, TimeSpan unit)
    {
        decimal units = 0;
        var isNumber = json.TokenType switch
        {
            JsonTokenType.Number => json.TryGetDecimal(out units),
            JsonTokenType.String => Utf8Parser.TryParse(json.ValueSpan, out units, out var used) && used == json.ValueSpan.Length,
            _ => false,
        };
        Skip(ref json);
        return isNumber && units >= 0 && units <= TimeSpan.FromDays(366).Ticks / unit.Ticks
            ? TimeSpan.FromTicks((long)(units * unit.Ticks))
            : null;
    }

    /// <summary>
    /// A time in UTC: ISO 8601 (UTC unless it has an offset), as JavaScript prints it, or seconds or milliseconds since 1970.
    /// Null for null and for an empty text.
    /// </summary>
    public DateTimeOffset? Date(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return DateText(ref json);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                return json.TryGetDecimal(out var epoch) && ProviderDates.FromEpoch(epoch) is { } date ? date : FailDate();
            default:
                FailType(ref json, "a date");
                return null;
        }
    }

    private long? RareCount(ref Utf8JsonReader json)
    {
        if (WholeNumbers.Parse(json.ValueSpan) is { } number)
        {
            return number;
        }

        Fail(RejectionReasons.NumberOutOfRange, $"{CountExpected}, another number came");
        return null;
    }

    private long? CountText(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? EscapedCount(in json) : CountText(json.ValueSpan);

    private long? EscapedCount(in Utf8JsonReader json) =>
        CountText(JsonTexts.Unescaped(in json, stackalloc byte[MaxShortBytes]));

    private long? CountText(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty)
        {
            return null;
        }

        if (Utf8Parser.TryParse(digits, out long value, out var used) && used == digits.Length && value >= 0 && digits[0] != '+')
        {
            return value;
        }

        var unsigned = digits[0] == (byte)'-' ? digits[1..] : digits;
        var isNumber = !unsigned.IsEmpty && unsigned.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        Fail(
            isNumber ? RejectionReasons.NumberOutOfRange : RejectionReasons.WrongType,
            isNumber ? $"{CountExpected}, another number came" : "a count was expected, a text that is none came");
        return null;
    }

    private DateTimeOffset? DateText(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? EscapedDate(in json) : DateText(json.ValueSpan);

    private DateTimeOffset? EscapedDate(in Utf8JsonReader json) =>
        DateText(JsonTexts.Unescaped(in json, stackalloc byte[MaxShortBytes]));

    private DateTimeOffset? DateText(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? null : ProviderDates.Parse(text) is { } date ? date : FailDate();

    private DateTimeOffset? FailDate()
    {
        Fail(RejectionReasons.InvalidDate, "a date from 1900 to 2199 was expected, what came is none");
        return null;
    }
}
