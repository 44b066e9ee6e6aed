using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Reads one page of the list of snapshots: an array, or an object that holds one.</summary>
internal static class SnapshotList
{
    public static IReadOnlyList<SnapshotListItem> Read(string operation, BrightDataAnswer answer)
    {
        using var json = answer is { IsSuccess: true, IsCut: false } ? BrightDataJson.TryParse(answer.Text) : null;
        return json is not null && Array(json.RootElement) is { } list
            ? [.. list.EnumerateArray().Select(Item).OfType<SnapshotListItem>()]
            : throw BrightDataErrors.ToException(operation, answer);
    }

    private static JsonElement? Array(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object => root.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.Array)
            .Select(property => (JsonElement?)property.Value)
            .FirstOrDefault(),
        _ => null,
    };

    private static SnapshotListItem? Item(JsonElement item) =>
        item.Text("id") is { } id && SnapshotIds.IsValid(id)
            ? new SnapshotListItem(
                id,
                Time(item.Text("created")),
                item.Text("status") ?? "",
                item.Text("dataset_id") ?? "",
                item.Count("dataset_size"))
            : null;

    /// <summary>An ISO time, or seconds or milliseconds since 1970.</summary>
    private static DateTimeOffset? Time(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(number)
                : number < 100_000_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }
}
