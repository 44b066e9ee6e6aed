using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Privacy;

[Trait("Category", "EndToEnd")]
public sealed class ErasureRoutesTests(AccountService shared) : IClassFixture<AccountService>
{
    private const string Route = "/api/v1/privacy/erase";

    [Fact]
    public async Task Erase_Account_Is202Then200AndTheSameEverAfter()
    {
        (_, JsonElement account) = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "tiktok", external_id = "canaryroute", credentials = new { access_token = "canary-token" } });
        object order = new { account_id = account.Text("account_id") };

        (int started, JsonElement erasure) = await shared.SendAsync("POST", Route, order);
        await CompletedAsync(erasure.Text("status_url")!);
        (int repeated, JsonElement same) = await shared.SendAsync("POST", Route, order);
        (int, JsonElement) gone = await shared.SendAsync("GET", $"/api/v1/accounts/{account.Text("account_id")}");
        (int, JsonElement) back = await shared.SendAsync(
            "POST", "/api/v1/accounts", new { platform = "tiktok", external_id = "canaryroute", credentials = new { access_token = "t" } });
        (int, JsonElement) foreign = await shared.SendAsync("GET", erasure.Text("status_url")!, key: AccountService.GlobexKey);

        Assert.Equal((202, 200), (started, repeated));
        Assert.Equal(erasure.Text("erasure_id"), same.Text("erasure_id"));
        Assert.Equal(("completed", 1, 1), (
            same.Text("status"), same.GetProperty("erased").GetProperty("accounts").GetInt32(),
            same.GetProperty("erased").GetProperty("credentials").GetInt32()));
        gone.AssertError(404, "ACCOUNT_NOT_FOUND");
        back.AssertError(409, "ACCOUNT_ERASED");
        foreign.AssertError(404, "ERASURE_NOT_FOUND");
    }

    [Fact]
    public async Task Erase_HostIsKilledBetweenTheRawFileAndItsRow_EndsWithTheSameCounts()
    {
        string crawlId = await shared.Service.TriggerAsync(posts: 30);
        await shared.Service.ReachesAsync(crawlId, "completed");
        string handle = (string)(await shared.Service.ScalarAsync("select author_handle from ingestion.social_posts limit 1"))!;
        long posts = (long)(await shared.Service.ScalarAsync($"""
            select count(*) from ingestion.social_posts where author_handle = '{handle}'
                or author_id in (select author_id from ingestion.social_posts where author_handle = '{handle}')
            """))!;
        (_, JsonElement account) = await shared.SendAsync("POST", "/api/v1/accounts", new
        {
            platform = "facebook",
            external_id = "killed-1",
            handle,
            credentials = new { access_token = "t" },
        });

        await shared.ProveAsync(account.Text("account_id")!);
        string url;
        await using (TableLock held = await TableLock.OnUpdatesAsync(
            shared.Service, "ingestion.raw_data_crawl_snapshots", "new.erased_records > 0"))
        {
            (_, JsonElement erasure) = await shared.SendAsync("POST", Route, new { account_id = account.Text("account_id") });
            url = erasure.Text("status_url")!;
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        await shared.Service.StartHostAsync();
        JsonElement erased = (await CompletedAsync(url)).GetProperty("erased");

        Assert.Equal((posts, posts, 1, 1), (
            erased.GetProperty("posts").GetInt64(), erased.GetProperty("raw_records").GetInt64(),
            erased.GetProperty("raw_files").GetInt32(), erased.GetProperty("bronze_files").GetInt32()));
        Assert.Equal(0L, await shared.Service.ScalarAsync($"select count(*) from ingestion.social_posts where author_handle = '{handle}'"));
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"account_id":"7"}""", "account_id")]
    [InlineData("""{"account_id":"00000000-0000-4000-8000-000000000000","creator_id":"00000000-0000-4000-8000-000000000000"}""", "body")]
    public async Task Erase_FaultyOrder_NamesTheFields(string body, string field) =>
        (await shared.SendAsync("POST", Route, body)).AssertInvalid(field);

    [Theory]
    [InlineData("account_id", "ACCOUNT_NOT_FOUND")]
    [InlineData("creator_id", "CREATOR_NOT_FOUND")]
    public async Task Erase_OfNobody_Is404(string field, string errorCode) => (await shared.SendAsync(
        "POST", Route, new Dictionary<string, string> { [field] = "00000000-0000-4000-8000-000000000000" })).AssertError(404, errorCode);

    [Fact]
    public async Task Erase_WithoutAnOwnersKey_Is401() =>
        (await shared.SendAsync("POST", Route, new { }, key: null)).AssertError(401, "OWNER_UNKNOWN");

    private async Task<JsonElement> CompletedAsync(string url)
    {
        JsonElement erasure = default;
        await Eventually.TrueAsync(async () =>
        {
            (int statusCode, erasure) = await shared.SendAsync("GET", url);
            return statusCode == 200;
        });
        return erasure;
    }
}
