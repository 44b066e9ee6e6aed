using System.Text.Json;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>
/// The headers in which Meta says how much of what it allows is used, in percent: by the application, and under ids of businesses or Pages by
/// kind of use, with the minutes until calls are taken again.
/// </summary>
/// <remarks>https://developers.facebook.com/docs/graph-api/overview/rate-limiting, as gathered in reference/provider-apis.md 2.2.</remarks>
internal static class MetaUsage
{
    private const string RegainField = "estimated_time_to_regain_access";

    private static readonly string[] Percentages = ["call_count", "total_time", "total_cputime"];

    /// <summary>The highest percentage of the application; 0 when none is sent.</summary>
    internal static int OfApplication(IReadOnlyDictionary<string, string> headers)
    {
        using JsonDocument? usage = Parse(headers, "X-App-Usage");
        return usage is null ? 0 : PercentOf(usage.RootElement);
    }

    /// <summary>The highest percentage and the longest wait of all uses that are listed; 0 and null when none is.</summary>
    internal static (int Percent, TimeSpan? Regain) OfAccount(IReadOnlyDictionary<string, string> headers)
    {
        using JsonDocument? usage = Parse(headers, "X-Business-Use-Case-Usage");
        if (usage is null)
        {
            return (0, null);
        }

        JsonElement[] uses =
        [
            .. usage.RootElement.EnumerateObject()
                .Where(business => business.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(business => business.Value.EnumerateArray())
                .Where(use => use.ValueKind == JsonValueKind.Object),
        ];
        int minutes = uses.Select(use => Number(use, RegainField)).DefaultIfEmpty(0).Max();
        return (uses.Select(PercentOf).DefaultIfEmpty(0).Max(), minutes > 0 ? TimeSpan.FromMinutes(minutes) : null);
    }

    private static int PercentOf(JsonElement usage) => Percentages.Max(name => Number(usage, name));

    private static int Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double number) && number is >= 0 and < int.MaxValue
            ? (int)Math.Ceiling(number)
            : 0;

    private static JsonDocument? Parse(IReadOnlyDictionary<string, string> headers, string header)
    {
        if (!headers.TryGetValue(header, out string? text))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
