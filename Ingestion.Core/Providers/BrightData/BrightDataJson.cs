using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Lenient reading of small provider answers: a field of an unexpected type is as good as absent.</summary>
internal static class BrightDataJson
{
    public static JsonDocument? TryParse(string text)
    {
        if (text.AsSpan().TrimStart().IndexOfAny('{', '[') != 0)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    public static long? Count(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and < long.MaxValue
            ? (long)number
            : null;

    public static IReadOnlyDictionary<string, long> Counts(this JsonElement element, string name)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out var map)
            && map.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in map.EnumerateObject().Take(100))
            {
                counts[ProviderText.Clean(entry.Name)] = map.Count(entry.Name) ?? 0;
            }
        }

        return counts;
    }
}
