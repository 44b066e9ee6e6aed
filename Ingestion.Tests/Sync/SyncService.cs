using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Security;
using Simulators.Platforms;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>The service in a process of its own, between simulated platforms that outlive it. Everything through its HTTP API.</summary>
public sealed class SyncService : IAsyncLifetime
{
    public const string AcmeKey = "canary-owner-acme-0001";
    public const string GlobexKey = "canary-owner-globex-0001";
    private static readonly string[] Apps = ["Facebook", "Instagram", "LinkedIn", "TikTok", "X", "YouTube"];
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(5);

    private readonly string keysFile = Path.Combine(Directory.CreateTempSubdirectory("credential-keys-").FullName, "keys.json");

    public PlatformsSimulator Platforms { get; private set; } = null!;

    internal Service Service { get; private set; } = null!;

    internal (string Name, string Value)[] Settings { get; init; } = [];

    internal PlatformsOptions Simulated { get; init; } = new();

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(keysFile, MemoryKeyRingStore.TextOf("k1"));
        Platforms = await PlatformsSimulator.StartAsync(Simulated, CancellationToken.None);
        Service = await Service.StartAsync(
            null,
            [
                ("OWNER_KEYS", $"acme={AcmeKey};globex={GlobexKey}"),
                ("CREDENTIAL_KEYS_FILE", keysFile),
                ("PLATFORM_GATEWAY_URL", Platforms.BaseUrl),
                .. Apps.Select(app => ($"{app}__ClientId", "app-1")),
                .. Apps.Select(app => ($"{app}__ClientSecret", PlatformsOptions.ClientSecret)),
                ("Sync__FirstRetryInterval", "00:00:00.1"),
                ("Sync__MaxRetryInterval", "00:00:00.5"),
                .. Settings,
            ]);
        Service.Bearer = AcmeKey;
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Platforms.DisposeAsync();
    }

    internal async Task<(int StatusCode, JsonElement Body)> SendAsync(string method, string path, object? body = null, string? key = AcmeKey)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        using HttpResponseMessage response = await Service.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Signs a user of its own in, as a browser does.</summary>
    internal Task<string> ConnectAsync(string prefix = "u", string platform = "youtube") => SignInAsync(platform, $"{prefix}{Guid.NewGuid():N}");

    /// <summary>Signs a user in; the first of the accounts that came of it.</summary>
    internal async Task<string> SignInAsync(string platform, string user)
    {
        using HttpClient browser = new();
        JsonElement done = await browser.GetFromJsonAsync<JsonElement>(await SignInPageAsync(platform, user));
        return done.GetProperty("accounts")[0].GetProperty("account_id").GetString()!;
    }

    /// <summary>The address to which the browser of a user is sent.</summary>
    internal async Task<Uri> SignInPageAsync(string platform, string user)
    {
        (_, JsonElement start) = await SendAsync("GET", $"/api/v1/connect/{platform}");
        return new Uri($"{start.GetProperty("authorization_url").GetString()}&sim_user={user}");
    }

    /// <summary>Brings the account's access token near its end, so that the next use renews it.</summary>
    internal Task AgeTokenAsync(string accountId) => Service.ScalarAsync(
        $"update ingestion.account_credentials set expires_at = now() + interval '1 minute' where account_id = '{accountId}'");

    internal async Task<string> CollectAsync(string accountId)
    {
        (int status, JsonElement body) = await SendAsync("POST", $"/api/data/collect/{accountId}");
        Assert.True(status == 202, $"{status}: {body}\n{Service.Output}");
        return body.GetProperty("job_id").GetString()!;
    }

    internal async Task<JsonElement> JobAsync(string accountId, string jobId) =>
        (await SendAsync("GET", $"/api/data/jobs/{accountId}")).Body.GetProperty("jobs").EnumerateArray()
            .Single(job => job.GetProperty("job_id").GetString() == jobId);

    internal async Task<JsonElement> ReachesAsync(string accountId, string jobId, params string[] states)
    {
        JsonElement job = default;
        await Eventually.TrueAsync(
            async () =>
            {
                job = await JobAsync(accountId, jobId);
                return states.Contains(job.GetProperty("status").GetString());
            },
            EndLimit,
            $"sync {jobId} reaches {string.Join(" or ", states)}");
        return job;
    }

    internal async Task<string[]> EventsAsync(string accountId, string jobId) =>
    [
        .. (await Service.GetAsync("/api/v1/events?limit=1000")).Body.GetProperty("events").EnumerateArray()
            .Where(told => told.GetProperty("data").TryGetProperty("account_id", out JsonElement id) && id.GetString() == accountId
                || told.GetProperty("data").TryGetProperty("crawl_id", out JsonElement crawl) && crawl.GetString() == jobId)
            .Select(told => told.GetProperty("event_type").GetString()!),
    ];

    /// <summary>Completed; one crawl, one raw file, each video one row, one event of each kind.</summary>
    internal async Task AssertSyncedOnceAsync(string accountId, string jobId)
    {
        JsonElement job = await ReachesAsync(accountId, jobId, "completed", "failed", "cancelled");
        Assert.True(job.GetProperty("status").GetString() == "completed", $"{job}\n{Service.Output}");
        Assert.Equal(1L, await Service.ScalarAsync($"select count(*) from ingestion.crawl_metadata where account_id = '{accountId}'"));
        Assert.Equal(1L, await Service.ScalarAsync($"select count(*) from ingestion.raw_data_crawl_snapshots where crawl_id = '{jobId}'"));
        long posts = job.GetProperty("posts").GetInt64();
        Assert.Equal(posts, await Service.ScalarAsync($"select count(*) from ingestion.social_posts where crawl_id = '{jobId}'"));
        Assert.Equal(posts + 1, job.GetProperty("stored_count").GetInt64());
        await Eventually.TrueAsync(async () => (await EventsAsync(accountId, jobId)).Length >= 2);
        Assert.Equal(["account-sync-completed", "data-ingestion-completed"], (await EventsAsync(accountId, jobId)).Order());
    }
}
