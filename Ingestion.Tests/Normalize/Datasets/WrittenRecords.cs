using System.Text.Json.Nodes;
using Ingestion.Tests.Providers.BrightData;

namespace Ingestion.Tests.Normalize.Datasets;

/// <summary>
/// Records that were written by hand, with every key and type that real ones have: <c>Payloads/brightdata/records</c>, one file
/// per schema.
/// </summary>
internal static class WrittenRecords
{
    /// <summary>One record, with other values; a null value removes the key.</summary>
    public static string Record(string file, int index, params (string Key, string? Json)[] changes)
    {
        var record = All(file)[index]!.AsObject();
        foreach (var (key, json) in changes)
        {
            if (json is null)
            {
                record.Remove(key);
            }
            else
            {
                record[key] = JsonNode.Parse(json);
            }
        }

        return record.ToJsonString();
    }

    /// <summary>Changes as JSON in JSON, as inline data of a test can hold them.</summary>
    public static (string Key, string? Json)[] Changes(string json) =>
        [.. JsonNode.Parse(json)!.AsObject().Select(change => (change.Key, change.Value?.GetValue<string>()))];

    public static JsonArray All(string file) => JsonNode.Parse(Payload.Read($"records/{file}.json"))!.AsArray();
}
