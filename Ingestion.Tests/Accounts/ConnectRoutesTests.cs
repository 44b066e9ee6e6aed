using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Accounts;

[Trait("Category", "EndToEnd")]
public sealed class ConnectRoutesTests(ConnectedService shared) : IClassFixture<ConnectedService>
{
    private const string Planted = "canary-planted-";

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    public async Task Connect_SignedInWithABrowser_StoresTheAccount(string platform)
    {
        (int started, JsonElement start) = await shared.SendAsync("GET", $"/api/v1/connect/{platform}");
        using HttpClient browser = new();
        using HttpResponseMessage page = await browser.GetAsync(new Uri(start.Text("authorization_url")!));
        JsonElement done = await page.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((200, HttpStatusCode.OK), (started, page.StatusCode));
        JsonElement account = Assert.Single(done.GetProperty("accounts").EnumerateArray());
        Assert.Equal((platform, "user-1", "active"), (account.Text("platform"), account.Text("external_id"), account.Text("status")));
        (int read, _) = await shared.SendAsync("GET", $"/api/v1/accounts/{account.Text("account_id")}");
        Assert.Equal(200, read);
    }

    [Fact]
    public async Task Callback_Repeated_IsRefused()
    {
        (_, JsonElement start) = await shared.SendAsync("GET", "/api/v1/connect/tiktok");
        using HttpClient browser = new();
        using HttpResponseMessage first = await browser.GetAsync(new Uri(start.Text("authorization_url")!));
        using HttpResponseMessage second = await browser.GetAsync(first.RequestMessage!.RequestUri);

        ((int)second.StatusCode, await second.Content.ReadFromJsonAsync<JsonElement>()).AssertError(400, "OAUTH_STATE_USED");
    }

    [Theory]
    [InlineData("/api/v1/connect/myspace", 400, "VALIDATION_FAILED")]
    [InlineData("/api/v1/connect/tiktok?creator_id=me", 400, "VALIDATION_FAILED")]
    [InlineData("/api/v1/connect/spotify", 400, "CONNECT_NOT_NEEDED")]
    [InlineData("/api/v1/connect/youtube", 503, "PLATFORM_NOT_CONFIGURED")]
    [InlineData("/api/v1/connect/tiktok/callback", 400, "OAUTH_STATE_UNKNOWN")]
    [InlineData("/api/v1/connect/tiktok/callback?state=made-up&code=x", 400, "OAUTH_STATE_UNKNOWN")]
    [InlineData("/api/v1/connect/myspace/callback?state=made-up&code=x", 400, "VALIDATION_FAILED")]
    public async Task Connect_FaultyRequest_IsNamed(string path, int status, string errorCode) =>
        (await shared.SendAsync("GET", path)).AssertError(status, errorCode);

    [Fact]
    public async Task Connect_WithoutAnOwner_Is401() =>
        (await shared.SendAsync("GET", "/api/v1/connect/tiktok", key: null)).AssertError(401, "OWNER_UNKNOWN");

    [Fact]
    public async Task Tokens_Planted_AreFoundNowhere()
    {
        object credentials = new { access_token = Planted + "access", refresh_token = Planted + "refresh" };
        (int created, JsonElement account) = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "x", external_id = "planted", credentials });
        (int refused, JsonElement refusal) = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "x", external_id = "planted/2", credentials });
        (_, JsonElement again) = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "x", external_id = "planted", credentials });
        (_, JsonElement changed) = await shared.SendAsync(
            "PATCH", $"/api/v1/accounts/{account.Text("account_id")}", new { credentials });
        (_, JsonElement start) = await shared.SendAsync("GET", "/api/v1/connect/x");
        using HttpClient browser = new();
        using HttpResponseMessage page = await browser.GetAsync(new Uri(start.Text("authorization_url")!));
        (_, JsonElement listed) = await shared.SendAsync("GET", "/api/v1/accounts");
        (_, JsonElement events) = await shared.Service.GetAsync("/api/v1/events");

        Assert.Equal((201, 400), (created, refused));
        string everything = string.Join('\n', account, refusal, again, changed, listed, events, await page.Content.ReadAsStringAsync())
            + shared.Service.Output + await Dump.SchemaAsync(shared.Service, "ingestion") + await Dump.SchemaAsync(shared.Service, "durable");
        Assert.Contains("ingestion.account_credentials", everything, StringComparison.Ordinal);
        foreach (string secret in new[] { Planted, "x-access-", "x-refresh-", "x-code-", AccountService.AcmeKey, "simulator-app-key" })
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(secret)), everything, StringComparison.Ordinal);
        }
    }
}
