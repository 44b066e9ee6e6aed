using System.Text.Json.Serialization;

namespace Ingestion.Functions.Http;

/// <summary>Every error answer. `errors` (field to reasons) is there for invalid requests only.</summary>
internal sealed record ErrorBody(
    string Message,
    Guid? CrawlId,
    string ErrorCode,
    string RecoverySuggestion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors = null)
{
    [JsonPropertyOrder(-1)]
    public string Status { get; } = "error";
}
