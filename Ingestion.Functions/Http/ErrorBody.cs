using System.Text.Json.Serialization;

namespace Ingestion.Functions.Http;

/// <summary>Every error answer. `errors` (field to reasons) is there for invalid requests only, `existing_id` when
/// something is there already.</summary>
internal sealed record ErrorBody(
    string Message,
    Guid? CrawlId,
    string ErrorCode,
    string RecoverySuggestion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ExistingId = null)
{
    [JsonPropertyOrder(-1)]
    public string Status { get; } = "error";
}
