using System.Text.Json;
using Ingestion.Core.Crawls;

namespace Ingestion.Core.Replay;

/// <summary>A selection, or why there is none.</summary>
/// <param name="Selection">Null when something is wrong.</param>
/// <param name="Errors">Reasons by field.</param>
public sealed record DeadLetterSelectionResult(DeadLetterSelection? Selection, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>
/// Reads <c>{"ids":[...]}</c> or <c>{"reason","dataset_id","crawl_id"}</c>, and finds all faults at once. To replay everything
/// takes an explicit <c>{"all":true}</c>.
/// </summary>
public static class DeadLetterSelectionReader
{
    private const int MaxDepth = 8;
    private const int MaxTextLength = 128;
    private static readonly string[] Names = ["ids", "reason", "dataset_id", "crawl_id", "all"];

    /// <summary>Reads the body of a request.</summary>
    /// <param name="body">JSON in UTF-8.</param>
    public static DeadLetterSelectionResult Read(ReadOnlyMemory<byte> body)
    {
        FieldFaults faults = new();
        DeadLetterSelection? selection = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            selection = Read(document.RootElement, faults);
        }
        catch (JsonException)
        {
            faults.Add("body", "must be a JSON object");
        }

        return new DeadLetterSelectionResult(faults.Any ? null : selection, faults.ToDictionary());
    }

    private static DeadLetterSelection? Read(JsonElement body, FieldFaults faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add("body", "must be a JSON object");
            return null;
        }

        foreach (JsonProperty unknown in body.EnumerateObject().Where(property => !Names.Contains(property.Name)))
        {
            faults.Add(unknown.Name.Length > MaxTextLength ? "body" : unknown.Name, "is not a field of this request");
        }

        RequestFields fields = new(body, faults);
        DeadLetterSelection selection = new()
        {
            Ids = Ids(body, faults),
            Reason = fields.Text("reason", MaxTextLength),
            DatasetId = fields.Text("dataset_id", MaxTextLength),
            CrawlId = Id(fields.Text("crawl_id", MaxTextLength), "crawl_id", faults),
        };
        if (!faults.Any && selection == new DeadLetterSelection() && fields.Flag("all") is not true)
        {
            faults.Add("body", "must name ids, reason, dataset_id or crawl_id, or say \"all\": true");
        }

        return selection;
    }

    private static List<Guid>? Ids(JsonElement body, FieldFaults faults)
    {
        if (!body.TryGetProperty("ids", out JsonElement ids) || ids.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (ids.ValueKind != JsonValueKind.Array || ids.GetArrayLength() is < 1 or > DeadLetterSelection.MaxIds)
        {
            faults.Add("ids", $"must be an array of 1 to {DeadLetterSelection.MaxIds} ids");
            return null;
        }

        return [.. ids.EnumerateArray()
            .Select(id => Id(id.ValueKind == JsonValueKind.String ? id.GetString() : "", "ids", faults))
            .OfType<Guid>()];
    }

    private static Guid? Id(string? text, string field, FieldFaults faults)
    {
        if (text is null || Guid.TryParseExact(text, "D", out Guid id))
        {
            return text is null ? null : Guid.Parse(text);
        }

        faults.Add(field, "must be a UUID such as 550e8400-e29b-41d4-a716-446655440000");
        return null;
    }
}
