using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Normalize.Fields;

/// <content>What is not worth a record: a value of another shape is stepped over and unknown.</content>
internal sealed partial class FieldReader
{
    private const int MaxMetricBytes = 100;

    private static readonly SearchValues<byte> MetricBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>True at the start of an array; anything else is stepped over.</summary>
    public static bool IsArray(ref Utf8JsonReader json) => IsStart(ref json, JsonTokenType.StartArray);

    /// <summary>True at the start of an object; anything else is stepped over.</summary>
    public static bool IsObject(ref Utf8JsonReader json) => IsStart(ref json, JsonTokenType.StartObject);

    /// <summary>
    /// The name of a metric, a text or the name of a property: at most 100 ASCII letters, digits and underscores. Null for anything else.
    /// </summary>
    public static string? Metric(ref Utf8JsonReader json)
    {
        Skip(ref json);
        return json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
            && json.ValueSpan.Length is > 0 and <= MaxMetricBytes && !json.ValueSpan.ContainsAnyExcept(MetricBytes)
            ? Encoding.ASCII.GetString(json.ValueSpan)
            : null;
    }

    /// <summary>A whole number, also one that is negative, or that is written as 12.0; null for anything else.</summary>
    public static long? WholeNumber(ref Utf8JsonReader json)
    {
        Skip(ref json);
        return json.TokenType != JsonTokenType.Number ? null
            : json.TryGetInt64(out var number) ? number
            : WholeNumbers.Parse(json.ValueSpan);
    }

    /// <summary>The time, in the forms of <see cref="Date"/>; null for anything else.</summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader json)
    {
        Skip(ref json);
        return json.TokenType switch
        {
            JsonTokenType.String => ProviderDates.Parse(JsonTexts.Unescaped(in json, stackalloc byte[MaxShortBytes])),
            JsonTokenType.Number when json.TryGetDecimal(out var epoch) => ProviderDates.FromEpoch(epoch),
            _ => null,
        };
    }

    /// <summary>The day (UTC) of a <see cref="Time"/>; null for anything else.</summary>
    public static DateOnly? Day(ref Utf8JsonReader json) => Time(ref json) is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;

    private static bool IsStart(ref Utf8JsonReader json, JsonTokenType kind)
    {
        if (json.TokenType == kind)
        {
            return true;
        }

        Skip(ref json);
        return false;
    }
}
