using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Core.Accounts;

namespace Ingestion.Bench.Sync;

/// <summary>
/// Many connected accounts, spread evenly over all platforms. Each is of a user of its own who signs in as a browser does; the artists of
/// Spotify and Apple Music, whom nobody signs in for, are added by their ids.
/// </summary>
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

    /// <summary>Connects them, to the next multiple of 16 so that each platform has as many: some sign-ins give two accounts.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> ConnectAsync(int count, CancellationToken cancellationToken)
    {
        int each = (count + 15) / 16 * 2;
        (string Platform, int Number)[] users =
        [
            .. Enumerable.Range(0, each).SelectMany(number => AccountPlatforms.All
                .Where(platform => number < each / AccountsOfUser(platform)).Select(platform => (platform, number))),
        ];
        await Parallel.ForEachAsync(
            users,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (user, token) => await ConnectAsync(user.Platform, FormattableString.Invariant($"bench{user.Number:D6}"), token));
        return each * AccountPlatforms.All.Count;
    }

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

    /// <summary>A simulated user administers two Pages, or two organizations.</summary>
    private static int AccountsOfUser(string platform) => platform is AccountPlatforms.Facebook or AccountPlatforms.LinkedIn ? 2 : 1;

    private async Task ConnectAsync(string platform, string user, CancellationToken cancellationToken)
    {
        using HttpResponseMessage done = AccountPlatforms.NeedsNoCredentials(platform)
            ? await _service.PostAsJsonAsync(
                new Uri("/api/v1/accounts", UriKind.Relative), new { platform, external_id = user }, cancellationToken)
            : await SignInAsync(platform, user, cancellationToken);
        if (!done.IsSuccessStatusCode)
        {
            throw new BenchException($"{platform} {user}: {await done.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private async Task<HttpResponseMessage> SignInAsync(string platform, string user, CancellationToken cancellationToken)
    {
        JsonElement start = await _service.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/v1/connect/{platform}", UriKind.Relative), cancellationToken);
        return await _browser.GetAsync(new Uri($"{start.GetProperty("authorization_url").GetString()}&sim_user={user}"), cancellationToken);
    }
}
