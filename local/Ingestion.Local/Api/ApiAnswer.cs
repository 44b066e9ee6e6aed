using System.Net;
using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>An answer of the service: its status and its JSON, undefined when there is none.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body)
{
    private bool IsSuccess => (int)Status is >= 200 and < 300;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return new ApiAnswer(response.StatusCode, JsonElement.Parse(body));
        }
        catch (JsonException)
        {
            return new ApiAnswer(response.StatusCode, default);
        }
    }

    /// <summary>The body of an answer that says yes.</summary>
    /// <exception cref="HttpRequestException">It is another one; the message has the service's reasons.</exception>
    public JsonElement EnsureSuccess() => IsSuccess ? Body : throw new HttpRequestException(Describe(), null, Status);

    /// <summary>What the service says: message, code, faults by field, advice.</summary>
    public string Describe()
    {
        IEnumerable<string?> parts =
        [
            Body.Text("message") ?? $"HTTP {(int)Status}",
            Body.Text("error_code") is { } code ? $"({code})" : null,
            .. Body.Member("errors") is { ValueKind: JsonValueKind.Object } errors
                ? errors.EnumerateObject().Select(field => $"\n  {field.Name}: {string.Join("; ", field.Value.EnumerateArray())}")
                : [],
            Body.Text("recovery_suggestion") is { } advice ? $"\n  {advice}" : null,
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }
}
