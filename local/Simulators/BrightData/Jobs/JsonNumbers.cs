using System.Globalization;
using System.Text.Json;

namespace Simulators.BrightData.Jobs;

/// <summary>Counts come as numbers and, for some datasets, as strings.</summary>
internal static class JsonNumbers
{
    public static long? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        JsonValueKind.String => Read(value.GetString()),
        _ => null,
    };

    public static long? Read(string? text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
