using System.Text.Json;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>
/// The header <c>X-Business-Use-Case-Usage</c>: under ids of businesses or Pages lists of uses, in percent of what is allowed, with the minutes
/// until calls are taken again.
/// </summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/overview/rate-limiting, as gathered in reference/provider-apis.md 2.2.</remarks>
internal static class MetaUsage
{
    private const string Header = "X-Business-Use-Case-Usage";

    /// <summary>The longest of the times that it tells; null when it is not sent, or tells none.</summary>
    internal static TimeSpan? TimeToRegain(IReadOnlyDictionary<string, string> headers)
    {
        if (!headers.TryGetValue(Header, out string? text))
        {
            return null;
        }

        try
        {
            using var usage = JsonDocument.Parse(text);
            double minutes = usage.RootElement.ValueKind == JsonValueKind.Object
                ? usage.RootElement.EnumerateObject().SelectMany(uses => MinutesOf(uses.Value)).DefaultIfEmpty(0).Max()
                : 0;
            return minutes is > 0 and < int.MaxValue ? TimeSpan.FromMinutes(minutes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<double> MinutesOf(JsonElement uses)
    {
        foreach (JsonElement use in uses.ValueKind == JsonValueKind.Array ? uses.EnumerateArray() : [])
        {
            if (use.ValueKind == JsonValueKind.Object
                && use.TryGetProperty("estimated_time_to_regain_access", out JsonElement minutes)
                && minutes.ValueKind == JsonValueKind.Number)
            {
                yield return minutes.GetDouble();
            }
        }
    }
}
