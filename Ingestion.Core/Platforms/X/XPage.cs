using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.X;

/// <summary>
/// A page of posts, with what X sends beside them put to each: the photos and videos that it has, and what X says is wrong with it or
/// them. With status 200 both may come, <c>data</c> and <c>errors</c>.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.5, and for <c>resource_id</c> https://docs.x.com/x-api/fundamentals/response-codes-and-errors; read
/// 2026-11-21. That <c>field</c> names a refused field is from public reports.
/// </remarks>
internal sealed class XPage
{
    private readonly JsonElement[] posts;
    private readonly JsonElement[] errors;
    private readonly Dictionary<string, JsonElement> media;

    public XPage(JsonElement answer)
    {
        posts = [.. PlatformAnswer.ItemsOf(answer, "data").Where(post => post.ValueKind == JsonValueKind.Object)];
        errors = [.. PlatformAnswer.ItemsOf(answer, "errors")];
        JsonElement includes = PlatformAnswer.ObjectOf(answer, "includes") ?? default;
        media = PlatformAnswer.ItemsOf(includes, "media")
            .Where(item => PlatformAnswer.TextOf(item, "media_key") is not null)
            .DistinctBy(item => PlatformAnswer.TextOf(item, "media_key"))
            .ToDictionary(item => PlatformAnswer.TextOf(item, "media_key")!, StringComparer.Ordinal);
        NextToken = PlatformAnswer.ObjectOf(answer, "meta") is { } meta ? PlatformAnswer.TextOf(meta, "next_token") : null;
    }

    /// <summary>Null on the last page; a page without posts can have one.</summary>
    public string? NextToken { get; }

    public IReadOnlyList<FetchedRecord> Records => [.. posts.Select(RecordOf)];

    public DateTimeOffset? NewestAt => posts.Max(TimeOf);

    /// <summary>The error that says that no post of the page may be seen with these fields; null when one has them, or nobody says so.</summary>
    public JsonElement? RefusalOf(string field)
    {
        if (posts.Any(post => post.TryGetProperty(field, out _)))
        {
            return null;
        }

        // A field may be named with a member: non_public_metrics.engagements.
        JsonElement refusal = Array.Find(
            errors, error => PlatformAnswer.TextOf(error, "field")?.StartsWith(field, StringComparison.Ordinal) == true);
        return refusal.ValueKind == JsonValueKind.Object ? refusal : null;
    }

    private FetchedRecord RecordOf(JsonElement post)
    {
        string[] keys = [.. KeysOf(post)];
        HashSet<string> ids = [.. keys, PlatformAnswer.TextOf(post, "id") ?? ""];
        return new FetchedRecord(FetchedRecord.Post, post)
        {
            Includes = [.. keys.Where(media.ContainsKey).Select(key => media[key])],
            Insights = [.. errors.Where(error => PlatformAnswer.TextOf(error, "resource_id") is { } id && ids.Contains(id))],
        };
    }

    private static IEnumerable<string> KeysOf(JsonElement post) =>
        PlatformAnswer.ItemsOf(PlatformAnswer.ObjectOf(post, "attachments") ?? default, "media_keys")
            .Where(key => key.ValueKind == JsonValueKind.String)
            .Select(key => key.GetString()!);

    private static DateTimeOffset? TimeOf(JsonElement post) => DateTimeOffset.TryParse(
        PlatformAnswer.TextOf(post, "created_at"),
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset time)
        ? time
        : null;
}
