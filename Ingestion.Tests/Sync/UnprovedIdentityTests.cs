using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Two owners on a running service: one names the other's account without a proof.</summary>
[Trait("Category", "EndToEnd")]
public sealed class UnprovedIdentityTests(SyncService shared) : IClassFixture<SyncService>
{
    [Fact]
    public async Task Owner_WhoNamesAnotherOwnersAccount_ReadsAndErasesNothingOfIt()
    {
        string mine = await shared.ConnectAsync("u", "instagram");
        await SyncAsync(mine);
        (_, JsonElement account) = await shared.SendAsync("GET", $"/api/v1/accounts/{mine}");
        long posts = await PostsAsync(account);
        string insights = await InsightsAsync(mine, SyncService.AcmeKey);
        Assert.True(posts > 0);
        Assert.NotEqual("[]", insights);
        string byHandle = await NameAsync("made-up", account.Text("handle")!);
        string byId = await NameAsync(account.Text("external_id")!, account.Text("handle")!);

        foreach (string named in new[] { byHandle, byId })
        {
            Assert.Equal("[]", await InsightsAsync(named, SyncService.GlobexKey));
            (_, JsonElement seen) = await shared.SendAsync("GET", $"/api/v1/accounts/{named}/metrics", key: SyncService.GlobexKey);
            Assert.Equal((false, 0), (seen.GetProperty("identity_proved").GetBoolean(), seen.GetProperty("metrics").GetArrayLength()));
            Assert.Equal(404, (await shared.SendAsync("GET", $"/api/data/posts/{named}", key: SyncService.GlobexKey)).StatusCode);
            await EraseAsync(named);
        }

        Assert.Equal(posts, await PostsAsync(account));
        Assert.Equal(insights, await InsightsAsync(mine, SyncService.AcmeKey));
        await SyncAsync(mine);
        Assert.Equal(posts, await PostsAsync(account));
    }

    private async Task<string> NameAsync(string externalId, string handle)
    {
        (int status, JsonElement account) = await shared.SendAsync(
            "POST",
            "/api/v1/accounts",
            new { platform = "instagram", external_id = externalId, handle, credentials = new { access_token = "unchecked" } },
            SyncService.GlobexKey);
        Assert.True(status == 201, account.ToString());
        return account.Text("account_id")!;
    }

    private async Task EraseAsync(string accountId)
    {
        (_, JsonElement erasure) = await shared.SendAsync(
            "POST", "/api/v1/privacy/erase", new { account_id = accountId }, SyncService.GlobexKey);
        await Eventually.TrueAsync(
            async () => (await shared.SendAsync("GET", erasure.Text("status_url")!, key: SyncService.GlobexKey)).Body.Text("status") == "completed",
            TimeSpan.FromMinutes(5),
            "the erasure completes");
    }

    private async Task SyncAsync(string accountId)
    {
        string jobId = await shared.CollectAsync(accountId);
        Assert.Equal("completed", (await shared.ReachesAsync(accountId, jobId, "completed", "failed")).Text("status"));
    }

    private async Task<long> PostsAsync(JsonElement account) => (long)(await shared.Service.ScalarAsync(
        $"select count(*) from ingestion.social_posts where platform = 'instagram' and author_handle = '{account.Text("handle")}'"))!;

    private async Task<string> InsightsAsync(string accountId, string key) =>
        (await shared.SendAsync("GET", $"/api/v1/accounts/{accountId}/metrics", key: key)).Body.GetProperty("insights").GetRawText();
}
