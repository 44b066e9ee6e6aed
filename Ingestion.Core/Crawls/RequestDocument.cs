using System.Text.Json;
using System.Text.Unicode;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Reads the JSON object of a request body, with limits on its size and depth. Fields that are never read are faults: a
/// misspelled limit would else be no limit.
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
        using JsonDocument? document = Parse(json, faults);
        if (document is null)
        {
            return null;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults.Add("body", "must be a JSON object");
            return null;
        }

        RequestFields fields = new(document.RootElement, faults);
        T? request = read(fields);
        fields.RefuseUnknown();
        return request;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json, FieldFaults faults)
    {
        if (json.Length > MaxBodyBytes)
        {
            faults.Add("body", $"must be at most {MaxBodyBytes} bytes");
            return null;
        }

        if (!Utf8.IsValid(json.Span))
        {
            faults.Add("body", "must be UTF-8");
            return null;
        }

        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException exception)
        {
            faults.Add("body", json.IsEmpty ? "must not be empty" : Describe(exception));
        }
        catch (InvalidOperationException)
        {
            // The parser compares names, and so meets the escape of half a surrogate pair.
            faults.Add("body", "must have field names of valid Unicode");
        }

        return null;
    }

    private static string Describe(JsonException exception) =>
        $"must be a JSON object without repeated names and at most {MaxDepth} levels deep "
        + $"(line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1})";
}
