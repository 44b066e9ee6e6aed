using Ingestion.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Ingestion.Functions.Http;

/// <summary>Reads a request body up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Largest request body: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The answer to a larger one.</summary>
    public static IActionResult TooLarge => ApiError.Invalid("body", $"must be at most {MaxBytes} bytes");

    /// <summary>The answer to a body of another type than JSON.</summary>
    public static IActionResult NotJson => ApiError.Of(
        StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, "The body is not declared as JSON in UTF-8.");

    /// <summary>Whether there is a body of another type. Any web page may send a form or plain text without asking first.</summary>
    public static bool IsOfAnotherType(HttpRequest request) =>
        (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        && !(MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    /// <returns>The bytes, or null when there are more than <see cref="MaxBytes"/>.</returns>
    /// <exception cref="BadHttpRequestException">The body is not valid HTTP, or its connection has broken.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 1024));
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(request.Body, buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body of the request cannot be read.", fault);
        }
    }
}
