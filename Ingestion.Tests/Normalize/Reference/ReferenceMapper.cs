using System.Text.Json;
using Ingestion.Core.Normalize;

namespace Ingestion.Tests.Normalize.Reference;

/// <summary>
/// The whole of docs/normalization.md once more: slow, over a DOM, sharing nothing with the production readers but the records
/// that come out.
/// </summary>
internal static class ReferenceMapper
{
    private static readonly string[] Envelope =
        ["timestamp", "input", "discovery_input", "error", "error_code", "warning", "warning_code", "status_code", "ingestion_ref"];

    public static ReferenceOutcome Map(IReferenceMapper mapper, byte[] record, RecordPlace place, DateTimeOffset downloadedAt)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException)
        {
            return ReferenceOutcome.Rejected(IsDeep(record) ? RejectionReasons.TooDeep : RejectionReasons.Malformed, null);
        }

        using (json)
        {
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Map(mapper, json.RootElement, place, downloadedAt)
                : ReferenceOutcome.Rejected(RejectionReasons.Malformed, null);
        }
    }

    private static ReferenceOutcome Map(
        IReferenceMapper mapper, JsonElement fields, RecordPlace place, DateTimeOffset downloadedAt)
    {
        var record = new ReferenceRecord();
        DateTimeOffset? timestamp = null;
        var (hasError, hasWarning, hasContent, saysNoPosts) = (false, false, false, false);
        string? code = null;
        foreach (var (name, value) in ReferenceValues.Members(fields))
        {
            hasContent |= !Envelope.Contains(name);
            switch (name)
            {
                case "timestamp":
                    timestamp = record.Try(() => ReferenceValues.Date(value, "$.timestamp"));
                    break;
                case "error" or "error_code" or "warning" or "warning_code" when value.ValueKind != JsonValueKind.Null:
                    hasError |= name.StartsWith("error", StringComparison.Ordinal);
                    hasWarning |= name.StartsWith("warning", StringComparison.Ordinal);
                    code = name.EndsWith("_code", StringComparison.Ordinal) ? CodeOf(value) ?? code : code;
                    saysNoPosts |= name is "error" or "warning" && SaysNoPosts(value);
                    break;
                default:
                    _ = Envelope.Contains(name) || mapper.Read(name, value, "$." + name, record);
                    break;
            }
        }

        return hasError || (hasWarning && !hasContent)
            ? ReferenceOutcome.Of(new ProviderErrorRecord(place, code ?? "unknown", code == "dead_page" && saysNoPosts))
            : mapper.End(record, place, timestamp ?? downloadedAt);
    }

    private static string? CodeOf(JsonElement value)
    {
        var raw = ReferenceValues.Raw(value);
        return value.ValueKind != JsonValueKind.String || raw.Contains('\\', StringComparison.Ordinal) || raw.Length is 2 or > 66 ? null
            : raw[1..^1].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') ? raw[1..^1] : "unknown";
    }

    private static bool SaysNoPosts(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? ReferenceValues.Raw(value)[1..^1].ToLowerInvariant() : "";
        text = text[..Math.Min(text.Length, 256)];
        return text.All(char.IsAscii) && (text.Contains("no public posts", StringComparison.Ordinal)
            || text.Contains("activities are not found", StringComparison.Ordinal));
    }

    /// <summary>Opens more than 256 brackets before the grammar breaks, seen from the side of the grammar.</summary>
    private static bool IsDeep(byte[] record)
    {
        try
        {
            using var json = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = 100_000 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
