using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Subscriptions;

[Trait("Category", "EndToEnd")]
public sealed class WebhookRoutesTests(WebhookService shared) : IClassFixture<WebhookService>
{
    private const string Route = "/api/v1/webhooks";
    private const string UnknownId = "00000000-0000-4000-8000-000000000000";

    private static readonly string[] AllTypes = ["*"];

    [Fact]
    public async Task Webhook_CreatedReadChangedRotatedDeleted_ShowsItsSecretOnceEach()
    {
        (int created, JsonElement webhook) = await shared.SendAsync("POST", Route, Order("/crud", "webhook-disabled"));
        string path = $"{Route}/{webhook.Text("subscription_id")}";
        (_, JsonElement read) = await shared.SendAsync("GET", path);
        (int changed, JsonElement later) = await shared.SendAsync("PATCH", path, new { description = "Acme", event_types = AllTypes, enabled = false });
        (_, JsonElement enabled) = await shared.SendAsync("PATCH", path, """{"enabled":true,"description":null,"event_types":null}""");
        (int rotated, JsonElement secret) = await shared.SendAsync("POST", $"{path}/secret");
        (int deleted, _) = await shared.SendAsync("DELETE", path);
        (int, JsonElement) gone = await shared.SendAsync("GET", path);

        Assert.Equal((201, 200, 200, 200), (created, changed, rotated, deleted));
        Assert.StartsWith("whsec_", webhook.Text("secret"), StringComparison.Ordinal);
        Assert.False(read.TryGetProperty("secret", out _));
        Assert.Equal(("Acme", "*", false, "owner"), (
            later.Text("description"), later.GetProperty("event_types")[0].GetString(), later.GetProperty("enabled").GetBoolean(),
            later.Text("disabled_reason")));
        Assert.True(enabled.GetProperty("enabled").GetBoolean());
        Assert.Equal((null, null, "*"), (enabled.Text("disabled_reason"), enabled.Text("description"), enabled.GetProperty("event_types")[0].GetString()));
        Assert.NotEqual(webhook.Text("secret"), secret.Text("secret"));
        Assert.NotNull(secret.Text("old_secret_until"));
        gone.AssertError(404, "WEBHOOK_NOT_FOUND");
    }

    [Fact]
    public async Task Webhook_OfAnotherOwner_DoesNotExist()
    {
        (_, JsonElement webhook) = await shared.SendAsync("POST", Route, Order("/isolated"));
        string path = $"{Route}/{webhook.Text("subscription_id")}";

        foreach ((string method, string suffix, object? body) in new (string, string, object?)[]
        {
            ("GET", "", null), ("PATCH", "", new { enabled = false }), ("DELETE", "", null), ("POST", "/secret", null),
            ("POST", "/test", null), ("GET", "/deliveries", null),
        })
        {
            (int, JsonElement) answer = await shared.SendAsync(method, path + suffix, body, AccountService.GlobexKey);
            answer.AssertError(404, "WEBHOOK_NOT_FOUND");
        }

        (_, JsonElement others) = await shared.SendAsync("GET", Route, key: AccountService.GlobexKey);
        Assert.Equal(0, others.GetProperty("webhooks").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"event_types":["*"]}""", "url")]
    [InlineData("""{"url":"http://hooks.example.com/","event_types":["*"]}""", "url")]
    [InlineData("""{"url":"https://10.0.0.1/","event_types":["*"]}""", "url")]
    [InlineData("""{"url":"https://169.254.169.254/latest/meta-data","event_types":["*"]}""", "url")]
    [InlineData("""{"url":"https://[::ffff:127.0.0.1]/","event_types":["*"]}""", "url")]
    [InlineData("""{"url":"https://intranet/","event_types":["post-liked"]}""", "url event_types")]
    [InlineData("""{"url":"https://hooks.example.com/","event_types":[]}""", "event_types")]
    [InlineData("""{"url":"https://hooks.example.com/"}""", "event_types")]
    [InlineData("""{"url":"https://hooks.example.com/","event_types":["*","webhook-disabled"]}""", "event_types")]
    public async Task Webhook_FaultyOrder_NamesTheFields(string body, string fields) =>
        (await shared.SendAsync("POST", Route, body)).AssertInvalid(fields.Split(' '));

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "")]
    [InlineData("POST", "/" + UnknownId + "/test")]
    public async Task Route_WithoutAnOwnersKey_Is401(string method, string path) =>
        (await shared.SendAsync(method, Route + path, key: null)).AssertError(401, "OWNER_UNKNOWN");

    [Fact]
    public async Task Test_Receiver_AnswersWhatCameOfItAndIsInTheLog()
    {
        (_, JsonElement webhook) = await shared.SendAsync("POST", Route, Order("/test"));
        string path = $"{Route}/{webhook.Text("subscription_id")}";

        (_, JsonElement delivered) = await shared.SendAsync("POST", $"{path}/test");
        shared.Receiver.Answer("/test", 418, "teapot");
        (int statusCode, JsonElement failed) = await shared.SendAsync("POST", $"{path}/test");

        Assert.Equal((200, "delivered", "failed", 418, "teapot"), (
            statusCode, delivered.Text("status"), failed.Text("status"), failed.GetProperty("response_status").GetInt32(),
            failed.Text("answer_cut")));
        List<string?> log = [];
        for (string? cursor = ""; cursor is not null;)
        {
            (_, JsonElement page) = await shared.SendAsync("GET", $"{path}/deliveries?limit=1{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            log.AddRange(page.GetProperty("deliveries").EnumerateArray().Select(one => one.Text("delivery_id")));
            cursor = page.Text("next");
        }

        Assert.Equal([failed.Text("delivery_id"), delivered.Text("delivery_id")], log);
        JsonElement body = JsonDocument.Parse(shared.Receiver.At("/test")[0].Body).RootElement;
        Assert.Equal(("webhook-test", delivered.Text("delivery_id")), (body.Text("event_type"), body.Text("id")));
    }

    [Fact]
    public async Task Webhook_EventsOfAnOwnersCrawl_AreSentToItsOwnerOnly()
    {
        await shared.SendAsync("POST", Route, Order("/of-acme", "data-ingestion-completed"));
        (int status, _) = await shared.SendAsync(
            "POST", Route, Order("/of-globex", "data-ingestion-completed"), AccountService.GlobexKey);

        (_, JsonElement crawl) = await shared.SendAsync("POST", "/api/v1/crawl/trigger", EndToEnd.Crawls.Order());
        (_, JsonElement other) = await shared.SendAsync(
            "POST", "/api/v1/crawl/trigger", EndToEnd.Crawls.Order(), AccountService.GlobexKey);

        Assert.Equal(201, status);
        await Fixtures.Eventually.TrueAsync(
            () => shared.Receiver.At("/of-acme").Count > 0 && shared.Receiver.At("/of-globex").Count > 0);
        Assert.Equal(crawl.Text("crawl_id"), CrawlOf(Assert.Single(shared.Receiver.At("/of-acme")).Body));
        Assert.Equal(other.Text("crawl_id"), CrawlOf(Assert.Single(shared.Receiver.At("/of-globex")).Body));
    }

    private static string? CrawlOf(byte[] body) => JsonElement.Parse(body).GetProperty("data").Text("crawl_id");

    private object Order(string path, string type = "*") =>
        new { url = shared.Receiver.BaseUrl + path, event_types = new[] { type } };
}
