using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class CrawlTests : IAsyncLifetime
{
    private Service _service = null!;

    public async Task InitializeAsync() => _service = await Service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task Trigger_OfAPage_CompletesWithTheSeedsShapes()
    {
        JsonElement triggered = await _service.TriggerAnsweredAsync();
        string crawlId = triggered.GetProperty("crawl_id").GetString()!;
        JsonElement status = await _service.ReachesAsync(crawlId, "completed");

        Assert.Equal("success", triggered.GetProperty("status").GetString());
        Assert.StartsWith("sd_", triggered.GetProperty("snapshot_id").GetString(), StringComparison.Ordinal);
        Assert.True(triggered.GetProperty("background_processing").GetProperty("enabled").GetBoolean());
        Assert.Contains(crawlId, triggered.GetProperty("statusQueryGetUri").GetString(), StringComparison.Ordinal);
        Assert.True(status.GetProperty("ready_for_download").GetBoolean());
        Assert.Equal("nutifood", status.GetProperty("metadata").GetProperty("competitor").GetString());
        Assert.False(status.GetProperty("background_processing").GetProperty("active").GetBoolean());
        await _service.AssertCompletedOnceAsync(crawlId, posts: 20);
    }

    [Fact]
    public async Task Download_OfACompletedCrawl_GivesTheStoredResult()
    {
        string crawlId = await _service.TriggerAsync();
        await _service.ReachesAsync(crawlId, "completed");

        (int statusCode, JsonElement body) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/download");
        string path = body.GetProperty("blob_path").GetString()!;
        BlobClient blob = new(_service.BlobConnectionString, _service.Container, path[(_service.Container.Length + 1)..]);
        byte[] raw = (await blob.DownloadContentAsync()).Value.Content.ToArray();

        Assert.Equal(200, statusCode);
        Assert.Equal(20, body.GetProperty("post_count").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(raw)), body.GetProperty("result").GetProperty("sha256").GetString());
        Assert.Equal(20, JsonDocument.Parse(raw).RootElement.GetArrayLength());
        Assert.Equal("application/json; charset=utf-8", (await blob.GetPropertiesAsync()).Value.ContentType);
    }

    [Fact]
    public async Task Trigger_AHundredTimesAtOnceWithOneKey_IsOneCrawlAndOnePayment()
    {
        string[] crawls = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _service.TriggerAsync(key: "one-key")));

        string crawlId = Assert.Single(crawls.Distinct());
        await _service.AssertCompletedOnceAsync(crawlId, posts: 20);
    }

    [Fact]
    public async Task Trigger_SameKeyOtherBody_Is422()
    {
        string crawlId = await _service.TriggerAsync(key: "key");

        (int statusCode, JsonElement body) = await _service.PostAsync("/api/v1/crawl/trigger", Crawls.Order(posts: 21), "key");

        Assert.Equal(422, statusCode);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", body.GetProperty("error_code").GetString());
        Assert.Equal(crawlId, body.GetProperty("crawl_id").GetString());
    }

    [Fact]
    public async Task Cancel_OfAPollingCrawl_CancelsAtTheProviderToo()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=stuck");
        await _service.ReachesAsync(crawlId, "polling");

        (int statusCode, _) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/cancel");
        await _service.ReachesAsync(crawlId, "cancelled");
        (int againCode, JsonElement again) = await _service.PostAsync($"/api/v1/crawl/{crawlId}/cancel");
        IReadOnlyList<JsonElement> events = await _service.EventsAsync(crawlId, 2);

        // 202 where the current step takes longer than the request waits.
        Assert.True(statusCode is 200 or 202, $"{statusCode}");
        Assert.Equal((200, "cancelled"), (againCode, again.GetProperty("state").GetString()));
        Assert.Equal("canceled", Assert.Single(_service.Provider.Billing().Snapshots).Status);
        Assert.Equal("CRAWL_CANCELLED", events[1].GetProperty("data").GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task Download_BeforeReady_Is409WithRetryAfter()
    {
        string crawlId = await _service.TriggerAsync(Crawls.PageUrl + "?sim=stuck");

        using HttpResponseMessage response = await _service.Http.PostAsync(
            new Uri($"/api/v1/crawl/{crawlId}/download", UriKind.Relative), content: null);

        Assert.Equal(409, (int)response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("CRAWL_NOT_READY", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AfterACrawlAndAFailure_AreInNoAnswerAndNoLog()
    {
        string crawlId = await _service.TriggerAsync();
        string failed = await _service.TriggerAsync(Crawls.PageUrl + "?sim=failed");
        await _service.ReachesAsync(crawlId, "completed");
        await _service.ReachesAsync(failed, "failed");

        string history = await _service.Http.GetStringAsync(
            new Uri($"/runtime/webhooks/durabletask/instances/{crawlId}?showHistory=true&showHistoryOutput=true", UriKind.Relative));
        string everything = _service.Output + history + await _service.StatusAsync(crawlId) + await _service.StatusAsync(failed);

        Assert.DoesNotContain(Service.ApiKey, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Service.WebhookSecret, everything, StringComparison.Ordinal);
    }
}
