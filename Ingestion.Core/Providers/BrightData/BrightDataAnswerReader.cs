using System.Buffers;
using System.Net;
using System.Text;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Reads an answer into memory up to a limit, and takes the API key out of it should the provider repeat it.</summary>
internal static class BrightDataAnswerReader
{
    private static readonly string[] ErrorHeaders = ["x-brd-error", "x-luminati-error"];

    public static async Task<BrightDataAnswer> ReadAsync(
        BrightDataCall call, HttpResponseMessage response, int maxBytes, string apiKey, CancellationToken cancellationToken)
    {
        var answer = new BrightDataAnswer
        {
            StatusCode = response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            ErrorHeader = ErrorHeaders.Select(name => Header(response, name)).FirstOrDefault(value => value is not null)
                ?.Replace(apiKey, "***", StringComparison.Ordinal),
            RetryAfter = RetryAfter(response),
        };
        if (call.IsDownload && response.StatusCode == HttpStatusCode.OK)
        {
            return answer with { Download = response };
        }

        var (text, isCut) = await ReadTextAsync(response, maxBytes, cancellationToken);
        return answer with { Text = text.Replace(apiKey, "***", StringComparison.Ordinal), IsCut = isCut };
    }

    private static async Task<(string Text, bool IsCut)> ReadTextAsync(
        HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        var block = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(block, cancellationToken)) > 0)
        {
            var take = Math.Min(read, maxBytes - buffer.WrittenCount);
            buffer.Write(block.AsSpan(0, take));
            if (take < read)
            {
                return (Encoding.UTF8.GetString(buffer.WrittenSpan), true);
            }
        }

        return (Encoding.UTF8.GetString(buffer.WrittenSpan), false);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Seconds or an HTTP date; a date is measured from the answer's own <c>Date</c>, so clocks may differ.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } when response.Headers.Date is { } sent => date - sent,
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
