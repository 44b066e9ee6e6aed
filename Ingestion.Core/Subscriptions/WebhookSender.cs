using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Makes one attempt: a signed POST, without redirects, cookies or proxy. Whatever comes of it is a result. Nothing is logged, because
/// people put secrets into URLs.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory clients, IOptions<WebhookOptions> options, TimeProvider clock)
{
    internal const string ClientName = "Webhooks";

    private const int MaxAnswerBytes = 256;

    /// <exception cref="OperationCanceledException">The caller gave up; the receiver may have got it or not.</exception>
    internal async Task<SendResult> SendAsync(
        Uri url, WebhookMessage message, IReadOnlyList<WebhookSecret> secrets, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        using CancellationTokenSource limit = new(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using HttpRequestMessage request = Sign(url, message, secrets);
        using HttpClient client = clients.CreateClient(ClientName);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            SendResult result = new((int)response.StatusCode, Elapsed(started));
            return response.IsSuccessStatusCode
                ? result
                : result with
                {
                    Error = Describe(result.StatusCode),
                    AnswerCut = await ReadCutAsync(response, either.Token),
                    RetryAfter = RetryAfter(response.Headers.RetryAfter),
                };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(null, Elapsed(started), $"no answer within {options.Value.Timeout.TotalSeconds:F0} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return new SendResult(null, Elapsed(started), Describe(failure));
        }
    }

    private HttpRequestMessage Sign(Uri url, WebhookMessage message, IReadOnlyList<WebhookSecret> secrets)
    {
        byte[] body = Encoding.UTF8.GetBytes(message.Body);
        string id = message.Id.ToString("D");
        long timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("User-Agent", "ingestion-webhooks/1");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(secret => secret.Sign(id, timestamp, body))));
        return request;
    }

    private int Elapsed(long started) => (int)clock.GetElapsedTime(started).TotalMilliseconds;

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - clock.GetUtcNow());

    /// <summary>The first bytes, without what a log or PostgreSQL could not take. A receiver that drips has had its time.</summary>
    private static async Task<string?> ReadCutAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxAnswerBytes];
        int length;
        try
        {
            await using Stream answer = await response.Content.ReadAsStreamAsync(cancellationToken);
            length = await answer.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }

        string text = string.Concat(Encoding.UTF8.GetString(buffer, 0, length).Where(character => !char.IsControl(character)));
        return text.Length == 0 ? null : text;
    }

    private static string Describe(int? statusCode) => statusCode switch
    {
        410 => "answered 410: it wants nothing more",
        >= 300 and < 400 => $"answered {statusCode}: redirects are not followed",
        _ => $"answered {statusCode}",
    };

    private static string Describe(Exception failure) => failure switch
    {
        _ when failure is ForbiddenTargetException || failure.InnerException is ForbiddenTargetException =>
            "the host's name stands for a private address",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no trusted TLS connection",
        _ when failure.GetBaseException() is SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host's name cannot be looked up",
            SocketError.ConnectionRefused => "the connection was refused",
            _ => $"no connection ({socket.SocketErrorCode})",
        },
        _ => "the connection broke before an answer",
    };
}
