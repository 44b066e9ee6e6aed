using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Ingestion.Core.Registration;

namespace Ingestion.Core.Platforms;

/// <summary>
/// Sends single calls to platforms, without retries: most of them spend something. No answer at all is an answer too. Nothing is
/// logged, because some platforms want tokens in the URL.
/// </summary>
/// <param name="clients">Makes the HTTP client.</param>
/// <param name="settings">PLATFORM_GATEWAY_URL.</param>
internal sealed class PlatformHttp(IHttpClientFactory clients, IngestionSettings settings)
{
    internal const string ClientName = "Platforms";

    /// <summary>Longest wait for one answer, body included.</summary>
    internal static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private const int MaxDepth = 32;

    /// <summary>Where an address of a platform is reached: there, or below the gateway, as <c>{gateway}/{host}{path}</c>.</summary>
    internal Uri Through(Uri address) => settings.PlatformGatewayUrl is { } gateway
        ? new Uri($"{gateway.AbsoluteUri.TrimEnd('/')}/{address.Host}{address.PathAndQuery}")
        : address;

    internal async Task<PlatformAnswer> GetAsync(
        string operation, Uri address, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Through(address));
        return await SendAsync(operation, request, authorization, cancellationToken);
    }

    internal async Task<PlatformAnswer> PostFormAsync(
        string operation,
        Uri address,
        IReadOnlyDictionary<string, string> form,
        AuthenticationHeaderValue? authorization,
        CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Through(address)) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(operation, request, authorization, cancellationToken);
    }

    internal async Task<PlatformAnswer> SendAsync(
        string operation, HttpRequestMessage request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = authorization;
        using HttpClient client = clients.CreateClient(ClientName);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new PlatformAnswer(
                operation, (int)response.StatusCode, TryParse(body), response.Headers.RetryAfter?.Delta, HeadersOf(response));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new PlatformAnswer(operation, statusCode: null, body: null, retryAfter: null);
        }
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) => response.Headers.ToDictionary(
        header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);

    private static JsonElement? TryParse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
