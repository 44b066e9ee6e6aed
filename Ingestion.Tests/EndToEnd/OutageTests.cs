using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.Fixtures;
using Simulators.BrightData;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>The database or the blob storage goes away in the middle of a crawl and comes back.</summary>
[Trait("Category", "EndToEnd")]
public sealed class OutageTests : IAsyncLifetime
{
    // Without a webhook nothing but the service itself takes the crawl up again.
    private const string StuckUrl = Crawls.PageUrl + "?sim=stuck,webhook_lost";
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly OwnServers _servers = new();
    private Service _service = null!;

    public async Task InitializeAsync()
    {
        await _servers.InitializeAsync();
        _service = await Service.StartAsync(
            new SimulatorOptions { StartingTime = TimeSpan.FromMilliseconds(50), Duration = TimeSpan.FromMilliseconds(300) },
            [.. _servers.Settings, ("Crawl__MaxNumberOfAttempts", "1000"), ("Crawl__MaxRetryInterval", "00:00:01")]);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _servers.DisposeAsync();
        _servers.Dispose();
    }

    [Fact]
    public async Task Database_Away_RequestsGet503AndTheCrawlGoesOnAfterwards()
    {
        string crawlId = await _service.TriggerAsync(StuckUrl);
        JsonElement status = await _service.ReachesAsync(crawlId, "polling");
        await _servers.StopDatabaseAsync();
        long stopped = TimeProvider.System.GetTimestamp();

        await AssertUnavailableAsync(HttpMethod.Post, "/api/v1/crawl/trigger", Crawls.Order());
        await AssertUnavailableAsync(HttpMethod.Post, $"/api/v1/crawl/{crawlId}/download");
        await AssertUnavailableAsync(HttpMethod.Post, $"/api/v1/crawl/{crawlId}/cancel");
        await AssertUnavailableAsync(HttpMethod.Get, $"/api/v1/crawl/{crawlId}/status");
        await AssertUnavailableAsync(HttpMethod.Get, "/api/v1/crawl");
        await AssertUnavailableAsync(HttpMethod.Get, "/api/v1/events");
        Assert.Equal(503, (await _service.GetAsync("/health")).StatusCode);
        Assert.True(_service.Provider.Finish(status.GetProperty("snapshot_id").GetString()!));
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(stopped) > AMinute, Limit);
        await _servers.StartDatabaseAsync();

        await _service.AssertCompletedOnceAsync(crawlId, posts: 20);
    }

    [Fact]
    public async Task Blobs_Away_TheCrawlWaitsAndGoesOnAfterwards()
    {
        string crawlId = await _service.TriggerAsync(StuckUrl);
        JsonElement status = await _service.ReachesAsync(crawlId, "polling");
        await _servers.StopBlobsAsync();
        long stopped = TimeProvider.System.GetTimestamp();
        Assert.True(_service.Provider.Finish(status.GetProperty("snapshot_id").GetString()!));

        await _service.ReachesAsync(crawlId, "downloading");
        await Eventually.TrueAsync(() => _service.Output.Contains("STORAGE_UNAVAILABLE", StringComparison.Ordinal));
        Assert.Equal(200, (await _service.GetAsync("/health")).StatusCode);
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(stopped) > AMinute, Limit);
        await _servers.StartBlobsAsync();

        await _service.AssertCompletedOnceAsync(crawlId, posts: 20);
    }

    private async Task AssertUnavailableAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage response = await _service.Http.SendAsync(request);

        ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>()).AssertError(503, "DATABASE_UNAVAILABLE");
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
