using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>What the platform counted about one account, as a line below the demo's table.</summary>
internal static class InsightLine
{
    private const int Shown = 4;

    /// <summary><c>facebook, 2026-11-20: page_follows 512, page_media_view 605 (7 days)</c>, of the newest day; null without any.</summary>
    /// <param name="platform">As the routes have it.</param>
    /// <param name="metrics">Answer of <c>GET /api/v1/accounts/{id}/metrics</c>.</param>
    public static string? Of(string platform, JsonElement metrics)
    {
        if (metrics.Items("insights") is not [var newest, ..] days)
        {
            return null;
        }

        JsonElement values = newest.Member("values");
        string[] names = [.. values.EnumerateObject().Select(value => value.Name)];
        string more = names.Length > Shown ? $" and {names.Length - Shown} more" : string.Empty;
        string shown = string.Join(", ", names.Take(Shown).Select(name => $"{name} {CrawlLine.Count(values.Number(name) ?? 0)}"));
        return $"  {platform}, {newest.Text("insight_date")}: {shown}{more} ({days.Count} {(days.Count == 1 ? "day" : "days")})";
    }
}
