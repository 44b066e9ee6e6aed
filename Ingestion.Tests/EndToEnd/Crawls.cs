using System.Text.Json;
using Azure.Storage.Blobs;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Crawls through the public API, and what must be true of one that has ended.</summary>
internal static class Crawls
{
    public const string PageUrl = "https://www.facebook.com/GrowPLUScuaNutiFood/";
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(5);

    public static Dictionary<string, object?> Order(int posts = 20, string url = PageUrl) => new()
    {
        ["dataset_id"] = "gd_lkaxegm826bjpoo9m5",
        ["platform"] = "facebook",
        ["competitor"] = "nutifood",
        ["brand"] = "growplus-nutifood",
        ["category"] = "sua-bot-tre-em",
        ["url"] = url,
        ["num_of_posts"] = posts,
    };

    public static async Task<string> TriggerAsync(this Service service, string url = PageUrl, int posts = 20, string? key = null)
    {
        (int statusCode, JsonElement body) = await service.PostAsync("/api/v1/crawl/trigger", Order(posts, url), key);
        Assert.True(statusCode is 200 or 202, $"{statusCode}: {body}");
        return body.GetProperty("crawl_id").GetString()!;
    }

    /// <summary>As <see cref="TriggerAsync"/>, also for a crawl that fails before the answer.</summary>
    public static async Task<string> SubmitAsync(this Service service, string url, int posts)
    {
        (int statusCode, JsonElement body) = await service.PostAsync("/api/v1/crawl/trigger", Order(posts, url));
        Assert.True(body.TryGetProperty("crawl_id", out JsonElement crawlId) && crawlId.ValueKind is JsonValueKind.String, $"{statusCode}: {body}");
        return crawlId.GetString()!;
    }

    /// <summary>
    /// Triggers again and again with one key until the answer holds the snapshot: the provider's answer may take longer than a
    /// request waits for it.
    /// </summary>
    public static async Task<JsonElement> TriggerAnsweredAsync(this Service service)
    {
        (int StatusCode, JsonElement Body) answer = default;
        await Eventually.TrueAsync(async () =>
        {
            answer = await service.PostAsync("/api/v1/crawl/trigger", Order(), "answered");
            return answer.StatusCode == 200;
        });
        return answer.Body;
    }

    public static async Task<JsonElement> StatusAsync(this Service service, string crawlId) =>
        (await service.GetAsync($"/api/v1/crawl/{crawlId}/status")).Body;

    public static async Task<JsonElement> ReachesAsync(this Service service, string crawlId, params string[] states)
    {
        JsonElement status = default;
        await Eventually.TrueAsync(
            async () =>
            {
                status = await service.StatusAsync(crawlId);
                return states.Contains(status.GetProperty("state").GetString());
            },
            EndLimit,
            $"crawl {crawlId} reaches {string.Join(" or ", states)}");
        return status;
    }

    /// <summary>Until the provider sends the crawl's snapshot: the state alone says only that it is about to be asked for.</summary>
    public static Task DownloadsAsync(this Service service) =>
        Eventually.TrueAsync(() => service.Provider.Billing().Snapshots is [{ Downloads: > 0 }]);

    /// <summary>The output of an orchestration, from the answer of the route that started it.</summary>
    public static async Task<JsonElement> OutputAsync(this Service service, JsonElement started)
    {
        Uri statusUrl = new(started.GetProperty("statusQueryGetUri").GetString()!);
        JsonElement status = default;
        await Eventually.TrueAsync(async () =>
        {
            status = (await service.GetAsync(statusUrl.PathAndQuery)).Body;
            return status.GetProperty("runtimeStatus").GetString() == "Completed";
        });
        return status.GetProperty("output");
    }

    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(this Service service, string crawlId, int atLeast)
    {
        JsonElement[] events = [];
        await Eventually.TrueAsync(async () =>
        {
            JsonElement body = (await service.GetAsync("/api/v1/events?limit=1000")).Body;
            events = [.. body.GetProperty("events").EnumerateArray().Where(e => CrawlIdOf(e) == crawlId)];
            return events.Length >= atLeast;
        });
        return events;
    }

    /// <summary>Completed; one payment, one blob with the announced hash, one event of each kind.</summary>
    public static async Task AssertCompletedOnceAsync(this Service service, string crawlId, int posts)
    {
        JsonElement status = await service.ReachesAsync(crawlId, "completed", "failed", "timed_out", "cancelled");
        Assert.True(status.GetProperty("state").GetString() == "completed", $"{status}\n{service.Output}");
        Assert.Equal(1, service.Provider.Billing().TriggersAccepted);
        Assert.Empty(service.Provider.Billing().PaidTwice);
        Assert.Equal(posts, status.GetProperty("result").GetProperty("posts").GetInt64());
        IReadOnlyList<JsonElement> events = await service.EventsAsync(crawlId, 2);
        Assert.Equal(["crawl-triggered", "data-ingestion-completed"], events.Select(e => e.GetProperty("event_type").GetString()));
        BlobContainerClient container = new(service.BlobConnectionString, service.Container);
        string[] blobs = await container.GetBlobsAsync().Select(blob => blob.Name.Split('/')[0]).ToArrayAsync();
        Assert.Equal(["bronze", "raw_snapshots"], blobs.Order());
    }

    private static string? CrawlIdOf(JsonElement envelope) => envelope.GetProperty("data").GetProperty("crawl_id").GetString();
}
