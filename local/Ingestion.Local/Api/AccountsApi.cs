using System.Net.Http.Headers;
using System.Text.Json;

namespace Ingestion.Local.Api;

/// <summary>The account routes of the service, as the owner of a key sees them.</summary>
internal sealed class AccountsApi : IDisposable
{
    private readonly HttpClient _client;

    public AccountsApi(Uri baseUrl, string ownerKey)
    {
        _client = new HttpClient { BaseAddress = baseUrl, Timeout = TimeSpan.FromSeconds(30) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ownerKey);
    }

    /// <summary>Signs a simulated user in, as a browser would, and gives the account's id.</summary>
    /// <exception cref="HttpRequestException">The service or the platform refuses.</exception>
    public async Task<string?> SignInAsync(string platform, string user, CancellationToken cancellationToken)
    {
        JsonElement start = await SendAsync(HttpMethod.Get, $"/api/v1/connect/{platform}", cancellationToken);
        using HttpClient browser = new() { Timeout = TimeSpan.FromSeconds(30) };
        Uri page = new($"{start.Text("authorization_url")}&sim_user={user}");
        JsonElement done = JsonElement.Parse(await browser.GetByteArrayAsync(page, cancellationToken));
        return done.Items("accounts") is [var account, ..] ? account.Text("account_id") : null;
    }

    /// <summary>Starts a sync, or joins the one that runs, and gives its id.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<string?> CollectAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, $"/api/data/collect/{accountId}", cancellationToken)).Text("job_id");

    /// <summary>The newest sync of an account.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<JsonElement> NewestJobAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"/api/data/jobs/{accountId}?limit=1", cancellationToken)).Items("jobs") is [var job, ..] ? job : default;

    /// <summary>The account's profile with its latest figures.</summary>
    /// <exception cref="HttpRequestException">The service refuses.</exception>
    public async Task<JsonElement> ProfileAsync(string accountId, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"/api/data/followers/{accountId}", cancellationToken)).Member("profile");

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
