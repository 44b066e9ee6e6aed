using System.Globalization;
using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>One account in the demo's table: its figures as the metrics route gives them, and its last sync. "-": not known.</summary>
internal static class GrowthRow
{
    public static readonly IReadOnlyList<string> Columns =
        ["platform", "handle", "before", "now", "growth", "engaged", "new/chg/same", "calls", "units", "sync"];

    /// <param name="platform">As the routes have it.</param>
    /// <param name="metrics">Answer of <c>GET /api/v1/accounts/{id}/metrics</c>: days newest first, trends shortest first.</param>
    /// <param name="job">The sync, as <c>GET /api/data/jobs/{id}</c> has it.</param>
    public static IReadOnlyList<string> Of(string platform, JsonElement metrics, JsonElement job)
    {
        IReadOnlyList<JsonElement> days = metrics.Items("metrics");
        JsonElement today = days is [var newest, ..] ? newest : default;
        JsonElement before = days.Skip(1).FirstOrDefault(day => day.Number("followers") is not null);
        JsonElement week = metrics.Items("trends") is [var shortest, ..] ? shortest : default;
        return
        [
            platform,
            metrics.Text("handle") ?? "-",
            Count(before, "followers"),
            Count(today, "followers"),
            Percent(today, "follower_growth_rate"),
            Percent(week, "average_engagement_rate"),
            $"{Count(job, "stored_count")}/{Count(job, "updated_count")}/{Count(job, "unchanged_count")}",
            Count(job, "calls"),
            Count(job, "units"),
            job.Text("status") ?? "-",
        ];
    }

    private static string Count(JsonElement element, string name) => element.Number(name) is { } number ? CrawlLine.Count(number) : "-";

    private static string Percent(JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), CultureInfo.InvariantCulture, out decimal percent)
            ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.00}%")
            : "-";
}
