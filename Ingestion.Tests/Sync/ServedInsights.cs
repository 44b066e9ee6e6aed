using System.Globalization;
using System.Text.Json;

namespace Ingestion.Tests.Sync;

/// <summary>What a platform served about an account by day, read slowly from the line of its profile in a raw file.</summary>
internal static class ServedInsights
{
    /// <summary>One text each, in order: <c>reach/2026-11-18/9021</c>.</summary>
    internal static string[] Of(string platform, JsonElement line) =>
    [
        .. line.GetProperty("insights").EnumerateArray().SelectMany(answer => platform switch
        {
            "instagram" => OfInstagram(answer, line.GetProperty("insights_date").GetString()!),
            "facebook" => OfFacebook(answer),
            "youtube" => OfYouTube(answer),
            _ => OfLinkedIn(answer),
        }).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> OfInstagram(JsonElement answer, string day) => answer.GetProperty("data").EnumerateArray()
        .Select(metric => Text(metric.GetProperty("name"), day, metric.GetProperty("total_value").GetProperty("value")));

    private static IEnumerable<string> OfFacebook(JsonElement answer) =>
        from metric in answer.GetProperty("data").EnumerateArray()
        from value in metric.GetProperty("values").EnumerateArray()
        let end = DateTimeOffset.Parse(value.GetProperty("end_time").GetString()!, CultureInfo.InvariantCulture)
        select Text(metric.GetProperty("name"), Day(end.UtcDateTime.AddDays(-1)), value.GetProperty("value"));

    private static IEnumerable<string> OfYouTube(JsonElement answer) =>
        from row in answer.GetProperty("rows").EnumerateArray()
        from column in Enumerable.Range(1, row.GetArrayLength() - 1)
        select Text(answer.GetProperty("columnHeaders")[column].GetProperty("name"), row[0].GetString()!, row[column]);

    private static IEnumerable<string> OfLinkedIn(JsonElement answer) =>
        from element in answer.GetProperty("elements").EnumerateArray()
        from gain in element.GetProperty("followerGains").EnumerateObject()
        let start = DateTimeOffset.FromUnixTimeMilliseconds(element.GetProperty("timeRange").GetProperty("start").GetInt64())
        select $"{gain.Name}/{Day(start.UtcDateTime)}/{gain.Value}";

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(JsonElement name, string day, JsonElement value) => $"{name.GetString()}/{day}/{value}";
}
