using System.Globalization;
using System.Text.Json;
using Ingestion.Local.Api;
using Ingestion.Local.Terminal;

namespace Ingestion.Local.Demo;

/// <summary>What a crawl's records have become: top posts, engagement by day, and the records that could not be used.</summary>
internal sealed class DataReport(IngestionApi api, LocalTerminal terminal)
{
    private const int Rows = 10;
    private const int MostPosts = 1000;
    private const int Days = 14;
    private const int BarWidth = 40;
    private const int TextWidth = 60;

    public async Task PrintPostsAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonElement> top = await api.PostsAsync(crawlId, "-likes", Rows, cancellationToken);
        terminal.Table(
            "Top posts of this crawl",
            ["post", "author", "published", "type", "likes", "comments", "shares", "text"],
            top.Select(post => (IReadOnlyList<string>)
            [
                post.Text("post_id") ?? "-",
                post.Text("author_handle") ?? "-",
                Day(post) ?? "-",
                post.Text("content_type") ?? "-",
                post.Text("likes") ?? "-",
                post.Text("comments") ?? "-",
                post.Text("shares") ?? "-",
                Short(post.Text("text")),
            ]));
        await PrintEngagementAsync(crawlId, cancellationToken);
    }

    public async Task PrintQuarantineAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonElement> letters = await api.DeadLettersAsync(crawlId, Rows, cancellationToken);
        terminal.Table(
            "Quarantined records of this crawl: GET /api/v1/dead-letters",
            ["record", "reason", "field", "detail"],
            letters.Select(letter => (IReadOnlyList<string>)
            [
                letter.Text("record_index") ?? "-",
                letter.Text("reason") ?? "-",
                letter.Text("field") ?? "-",
                Short(letter.Text("detail")),
            ]));
    }

    private async Task PrintEngagementAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonElement> posts = await api.PostsAsync(crawlId, "-published_at", MostPosts, cancellationToken);
        (string Day, int Posts, long Engagement)[] days = [.. posts
            .GroupBy(post => Day(post) ?? string.Empty)
            .Where(day => day.Key.Length > 0)
            .Select(day => (day.Key, day.Count(), day.Sum(Engagement)))
            .OrderByDescending(day => day.Key, StringComparer.Ordinal)
            .Take(Days)];
        double most = days.Select(day => day.Engagement).DefaultIfEmpty(1).Max();
        terminal.Table(
            "Engagement by day: likes, comments and shares of the posts published then",
            ["day", "posts", "engagement", string.Empty],
            days.Select(day => (IReadOnlyList<string>)
            [
                day.Day,
                day.Posts.ToString(CultureInfo.InvariantCulture),
                CrawlLine.Count(day.Engagement),
                new string('#', (int)Math.Round(day.Engagement / Math.Max(most, 1) * BarWidth)),
            ]));
    }

    private static long Engagement(JsonElement post) =>
        (post.Number("likes") ?? 0) + (post.Number("comments") ?? 0) + (post.Number("shares") ?? 0);

    private static string? Day(JsonElement post) => post.Text("published_at")?.Split('T')[0];

    private static string Short(string? text)
    {
        string line = string.Join(' ', (text ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= TextWidth ? line : string.Concat(line.AsSpan(0, TextWidth - 3), "...");
    }
}
