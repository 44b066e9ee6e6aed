using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ingestion.Bench.Sync;

/// <summary>Many connected accounts, each of a user of its own who signs in as a browser does.</summary>
internal sealed class AccountFleet : IDisposable
{
    public const string OwnerKey = "benchmark-owner-key-0001";

    private const int Callers = 16;
    private readonly HttpClient _service;
    private readonly HttpClient _browser = new() { Timeout = TimeSpan.FromMinutes(2) };

    public AccountFleet(Uri service)
    {
        _service = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromMinutes(2) };
        _service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OwnerKey);
    }

    /// <summary>The name of a user; its account has the same one.</summary>
    public static string User(int number) => FormattableString.Invariant($"bench{number:D6}");

    public Task ConnectAsync(int count, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
        async (number, token) =>
        {
            JsonElement start = await _service.GetFromJsonAsync<JsonElement>(
                new Uri("/api/v1/connect/youtube", UriKind.Relative), token);
            Uri page = new($"{start.GetProperty("authorization_url").GetString()}&sim_user={User(number)}");
            using HttpResponseMessage done = await _browser.GetAsync(page, token);
            if (!done.IsSuccessStatusCode)
            {
                throw new BenchException($"Sign-in {number}: {await done.Content.ReadAsStringAsync(token)}");
            }
        });

    /// <summary>What the five-minute timer does.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _service.PostAsync(
            new Uri("/admin/functions/SyncSchedules", UriKind.Relative), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _service.Dispose();
        _browser.Dispose();
    }
}
