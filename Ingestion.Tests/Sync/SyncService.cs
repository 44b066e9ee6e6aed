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
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(5);

    private readonly string keysFile = Path.Combine(Directory.CreateTempSubdirectory("credential-keys-").FullName, "keys.json");

    public PlatformsSimulator Platforms { get; private set; } = null!;

    internal Service Service { get; private set; } = null!;

    internal (string Name, string Value)[] Settings { get; init; } = [];

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(keysFile, MemoryKeyRingStore.TextOf("k1"));
        Platforms = await PlatformsSimulator.StartAsync(new PlatformsOptions(), CancellationToken.None);
        Service = await Service.StartAsync(
            null,
            [
                ("OWNER_KEYS", $"acme={AcmeKey};globex={GlobexKey}"),
                ("CREDENTIAL_KEYS_FILE", keysFile),
                ("PLATFORM_GATEWAY_URL", Platforms.BaseUrl),
                ("YouTube__ClientId", "app-1"),
                ("YouTube__ClientSecret", PlatformsOptions.ClientSecret),
                ("Sync__FirstRetryInterval", "00:00:00.1"),
                ("Sync__MaxRetryInterval", "00:00:00.5"),
                .. Settings,
            ]);
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
    internal async Task<string> ConnectAsync(string prefix = "u")
    {
        (_, JsonElement start) = await SendAsync("GET", "/api/v1/connect/youtube");
        using HttpClient browser = new();
        Uri page = new($"{start.GetProperty("authorization_url").GetString()}&sim_user={prefix}{Guid.NewGuid():N}");
        JsonElement done = await browser.GetFromJsonAsync<JsonElement>(page);
        return done.GetProperty("accounts")[0].GetProperty("account_id").GetString()!;
    }

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
