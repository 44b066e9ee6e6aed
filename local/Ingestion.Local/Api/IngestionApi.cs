using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>The service's public HTTP API, as its operator sees it; without a key as a caller without an owner.</summary>
internal sealed class IngestionApi : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="baseUrl">The service.</param>
    /// <param name="operatorKey">Null: no key is sent, and only crawls without an owner are seen.</param>
    public IngestionApi(Uri baseUrl, string? operatorKey)
    {
        _client = new HttpClient { BaseAddress = baseUrl, Timeout = TimeSpan.FromSeconds(30) };
        if (operatorKey is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        }
    }

    /// <summary>Whether <c>GET /health</c> answers 200.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// Triggers a crawl and gives its id, also of one that failed at once. Repeating it with the same key and request gives
    /// the same crawl. Null: the service cannot answer now.
    /// </summary>
    /// <exception cref="LocalException">The service refuses the request; the message has its reasons.</exception>
    public async Task<Guid?> TriggerAsync(JsonElement request, string idempotencyKey, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, new Uri("/api/v1/crawl/trigger", UriKind.Relative));
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("Idempotency-Key", idempotencyKey);
        using HttpResponseMessage response = await _client.SendAsync(message, cancellationToken);
        ApiAnswer answer = await ApiAnswer.ReadAsync(response, cancellationToken);
        if (answer.Status == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        bool isOwn = answer.Body.Text("error_code") != "IDEMPOTENCY_KEY_REUSED";
        return isOwn && Guid.TryParse(answer.Body.Text("crawl_id"), out Guid crawlId)
            ? crawlId
            : throw new LocalException($"The crawl was refused: {answer.Describe()}");
    }

    /// <summary>The crawl as the status route shows it; null when there is no such crawl.</summary>
    /// <exception cref="LocalException">The service says that the request itself is wrong.</exception>
    /// <exception cref="HttpRequestException">The service cannot answer now.</exception>
    public async Task<JsonElement?> StatusAsync(string crawlId, CancellationToken cancellationToken)
    {
        Uri url = new($"/api/v1/crawl/{Uri.EscapeDataString(crawlId)}/status", UriKind.Relative);
        using HttpResponseMessage response = await _client.GetAsync(url, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        ApiAnswer answer = await ApiAnswer.ReadAsync(response, cancellationToken);
        return answer.Status == HttpStatusCode.BadRequest
            ? throw new LocalException($"The service refuses the request: {answer.Describe()}")
            : answer.EnsureSuccess();
    }

    /// <summary>The newest crawls.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        JsonElement answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/crawl?limit={limit}"), cancellationToken);
        return answer.Items("crawls");
    }

    /// <summary>The events after a cursor (null: from the first) and the cursor after them.</summary>
    public async Task<(IReadOnlyList<JsonElement> Events, string? Next)> EventsAsync(
        string? after, int limit, CancellationToken cancellationToken)
    {
        string cursor = after is null ? string.Empty : $"&after={Uri.EscapeDataString(after)}";
        JsonElement answer = await GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/events?limit={limit}{cursor}"), cancellationToken);
        return (answer.Items("events"), answer.Text("next") ?? after);
    }

    /// <summary>Posts of a crawl, by a sort of the posts route: <c>-likes</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> PostsAsync(
        Guid crawlId, string sort, int limit, CancellationToken cancellationToken)
    {
        JsonElement answer = await GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/posts?crawl_id={crawlId}&sort={sort}&limit={limit}"),
            cancellationToken);
        return answer.Items("posts");
    }

    /// <summary>Records of a crawl that could not be used.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(Guid crawlId, int limit, CancellationToken cancellationToken)
    {
        JsonElement answer = await GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api/v1/dead-letters?crawl_id={crawlId}&limit={limit}"),
            cancellationToken);
        return answer.Items("dead_letters");
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (await ApiAnswer.ReadAsync(response, cancellationToken)).EnsureSuccess();
    }
}
