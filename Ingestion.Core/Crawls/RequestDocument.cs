using System.Text.Json;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Reads the JSON object of a request body, with limits on its size and depth. Unknown fields are ignored, so that newer callers
/// can talk to an older service.
/// </summary>
internal static class RequestDocument
{
    /// <summary>The largest body that is read: 1 MiB.</summary>
    internal const int MaxBodyBytes = 1024 * 1024;

    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>What <paramref name="read"/> makes of the fields; null, with a fault of <c>body</c>, when there is no object.</summary>
    internal static T? Read<T>(ReadOnlyMemory<byte> json, FieldFaults faults, Func<RequestFields, T?> read)
        where T : class
    {
        if (json.Length > MaxBodyBytes)
        {
            faults.Add("body", $"must be at most {MaxBodyBytes} bytes");
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return read(new RequestFields(document.RootElement, faults));
            }

            faults.Add("body", "must be a JSON object");
        }
        catch (JsonException exception)
        {
            faults.Add("body", json.IsEmpty ? "must not be empty" : Describe(exception));
        }

        return null;
    }

    private static string Describe(JsonException exception) =>
        $"must be a JSON object without repeated names and at most {MaxDepth} levels deep "
        + $"(line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1})";
}
