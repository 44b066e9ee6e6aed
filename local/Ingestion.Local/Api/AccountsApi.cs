using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>The account routes of the service, as the owner of a key sees them.</summary>
internal sealed class AccountsApi : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client;

    public AccountsApi(Uri baseUrl, string ownerKey)
    {
        _client = new HttpClient { BaseAddress = baseUrl, Timeout = Timeout };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ownerKey);
    }

    /// <summary>Signs a simulated user in, as a browser would, and gives the id of the first account that this connects; null for none.</summary>
    /// <exception cref="HttpRequestException">The service or the platform refuses.</exception>
    public async Task<string?> SignInAsync(string platform, string user, CancellationToken cancellationToken)
    {
        JsonElement start = (await SendAsync(HttpMethod.Get, $"/api/v1/connect/{platform}", null, cancellationToken)).EnsureSuccess();
        using HttpClient browser = new() { Timeout = Timeout };
        Uri page = new($"{start.Text("authorization_url")}&sim_user={user}");
        using HttpResponseMessage back = await browser.GetAsync(page, cancellationToken);
        JsonElement done = (await ApiAnswer.ReadAsync(back, cancellationToken)).EnsureSuccess();
        return done.Items("accounts") is [var account, ..] ? account.Text("account_id") : null;
    }

    /// <summary>Connects an account that is read with the application's own token, and gives its id, also of one that was there.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<string?> AddAsync(string platform, string externalId, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await SendAsync(
            HttpMethod.Post, "/api/v1/accounts", new { platform, external_id = externalId }, cancellationToken);
        return answer.Status == HttpStatusCode.Conflict
            ? answer.Body.Text("existing_id")
            : answer.EnsureSuccess().Text("account_id");
    }

    /// <summary>The account; null when the owner has none of this id.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<JsonElement?> FindAsync(string accountId, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await SendAsync(HttpMethod.Get, $"/api/v1/accounts/{accountId}", null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.EnsureSuccess();
    }

    /// <summary>Starts a sync, or joins the one that runs.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task CollectAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, $"/api/data/collect/{accountId}", null, cancellationToken)).EnsureSuccess();

    /// <summary>The newest sync of an account; undefined when there is none.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<JsonElement> NewestJobAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"/api/data/jobs/{accountId}?limit=1", null, cancellationToken))
            .EnsureSuccess().Items("jobs") is [var job, ..] ? job : default;

    /// <summary>The account day by day, newest first, with its growth and trends.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<JsonElement> MetricsAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"/api/v1/accounts/{accountId}/metrics", null, cancellationToken)).EnsureSuccess();

    public void Dispose() => _client.Dispose();

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        return await ApiAnswer.ReadAsync(response, cancellationToken);
    }
}
