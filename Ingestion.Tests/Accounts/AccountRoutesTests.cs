using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Accounts;

[Trait("Category", "EndToEnd")]
public sealed class AccountRoutesTests(AccountService shared) : IClassFixture<AccountService>
{
    private const string Route = "/api/v1/accounts";
    private const string UnknownId = "00000000-0000-4000-8000-000000000000";

    [Fact]
    public async Task Account_CreatedReadChangedDeleted_IsShownWithoutItsCredentials()
    {
        (int created, JsonElement account) = await shared.SendAsync("POST", Route, Order("crud"));
        string path = $"{Route}/{account.GetProperty("account_id").GetString()}";
        (int changed, JsonElement later) = await shared.SendAsync(
            "PATCH", path, new { schedule = "0 15 3 * * *", data_collection_enabled = false, display_name = "Acme" });
        (int deleted, _) = await shared.SendAsync("DELETE", path);
        (int, JsonElement) gone = await shared.SendAsync("GET", path);

        Assert.Equal((201, 200, 200), (created, changed, deleted));
        Assert.Equal(("tiktok", "crud", "active", "daily", true), (
            account.Text("platform"), account.Text("external_id"), account.Text("status"), account.Text("schedule"),
            account.GetProperty("is_collected").GetBoolean()));
        Assert.Equal(("0 15 3 * * *", "Acme", false), (
            later.Text("schedule"), later.Text("display_name"), later.GetProperty("is_collected").GetBoolean()));
        Assert.DoesNotContain("token", account.EnumerateObject().Select(field => field.Name).Except(["token_expires_at"]));
        gone.AssertError(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task Account_FieldsChangedToNull_AreEmptyAndTheOthersStay()
    {
        (_, JsonElement creator) = await shared.SendAsync("POST", "/api/v1/creators", new { name = "Ada", reference = "a-1" });
        string creatorPath = $"/api/v1/creators/{creator.Text("creator_id")}";
        (_, JsonElement account) = await shared.SendAsync("POST", Route, new
        {
            platform = "spotify",
            external_id = "emptied",
            handle = "ada",
            display_name = "Ada",
            creator_id = creator.Text("creator_id"),
            scopes = new[] { "a" },
        });
        string path = $"{Route}/{account.Text("account_id")}";

        (int changed, JsonElement later) = await shared.SendAsync("PATCH", path, """{"display_name":null,"creator_id":null,"scopes":null}""");
        (_, JsonElement empty) = await shared.SendAsync("PATCH", creatorPath, """{"reference":null}""");

        Assert.Equal((200, "ada", null, null), (changed, later.Text("handle"), later.Text("display_name"), later.Text("creator_id")));
        Assert.Equal(0, later.GetProperty("scopes").GetArrayLength());
        Assert.Equal(("Ada", null), (empty.Text("name"), empty.Text("reference")));
    }

    [Fact]
    public async Task Account_OfAnotherOwner_DoesNotExist()
    {
        (_, JsonElement account) = await shared.SendAsync("POST", Route, Order("isolated"));
        string path = $"{Route}/{account.GetProperty("account_id").GetString()}";

        foreach ((string method, object? body) in new (string, object?)[] { ("GET", null), ("PATCH", new { }), ("DELETE", null) })
        {
            (int, JsonElement) answer = await shared.SendAsync(method, path, body, AccountService.GlobexKey);
            answer.AssertError(404, "ACCOUNT_NOT_FOUND");
        }

        (_, JsonElement others) = await shared.SendAsync("GET", Route, key: AccountService.GlobexKey);
        Assert.Equal(0, others.GetProperty("accounts").GetArrayLength());
        Assert.Equal(200, (await shared.SendAsync("GET", path)).StatusCode);
    }

    [Fact]
    public async Task Account_ConnectedTwice_Is409WithTheIdThatThereIs()
    {
        (_, JsonElement first) = await shared.SendAsync("POST", Route, Order("twice"));

        (int, JsonElement) second = await shared.SendAsync("POST", Route, Order("twice"));

        second.AssertError(409, "ACCOUNT_EXISTS");
        Assert.Equal(first.Text("account_id"), second.Item2.Text("existing_id"));
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "")]
    [InlineData("GET", "/" + UnknownId)]
    [InlineData("PATCH", "/" + UnknownId)]
    [InlineData("DELETE", "/" + UnknownId)]
    public async Task Route_WithoutAnOwnersKey_Is401(string method, string path)
    {
        (int, JsonElement) none = await shared.SendAsync(method, Route + path, key: null);
        (int, JsonElement) wrong = await shared.SendAsync(method, Route + path, key: "not-a-key-of-anybody");

        none.AssertError(401, "OWNER_UNKNOWN");
        wrong.AssertError(401, "OWNER_UNKNOWN");
    }

    [Fact]
    public async Task Route_HeadersOfAppService_AreNotBelieved()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Route);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-IDP", "aad");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "acme");

        using HttpResponseMessage response = await shared.Service.Http.SendAsync(request);

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task Account_PastedToken_IsRefusedWithoutQuotingIt()
    {
        (int, JsonElement) answer = await shared.SendAsync("POST", Route, Order("pasted", " canary-pasted-77 "));

        answer.AssertInvalid("credentials.access_token");
        Assert.DoesNotContain("canary-pasted", answer.Item2.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Pages_GiveEveryAccountOnce()
    {
        (_, JsonElement creator) = await shared.SendAsync("POST", "/api/v1/creators", new { name = "Pages" });
        string? creatorId = creator.Text("creator_id");
        for (int number = 0; number < 5; number++)
        {
            await shared.SendAsync("POST", Route, new { platform = "spotify", external_id = $"page-{number}", creator_id = creatorId });
        }

        List<string?> found = [];
        for (string? cursor = ""; cursor is not null;)
        {
            string query = $"?creator_id={creatorId}&limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}";
            (_, JsonElement page) = await shared.SendAsync("GET", Route + query);
            found.AddRange(page.GetProperty("accounts").EnumerateArray().Select(account => account.Text("external_id")));
            cursor = page.Text("next");
        }

        Assert.Equal(["page-4", "page-3", "page-2", "page-1", "page-0"], found);
    }

    [Theory]
    [InlineData("?platform=myspace", "platform")]
    [InlineData("?owner=globex", "owner")]
    [InlineData("?limit=0&creator_id=x", "limit creator_id")]
    public async Task List_FaultyParameters_AreNamed(string query, string fields) =>
        (await shared.SendAsync("GET", Route + query)).AssertInvalid(fields.Split(' '));

    [Fact]
    public async Task Creator_OfAnotherOwner_CannotBeUsedOrSeen()
    {
        (int created, JsonElement creator) = await shared.SendAsync(
            "POST", "/api/v1/creators", new { name = "Mia", reference = "m-1" }, AccountService.GlobexKey);
        string? id = creator.Text("creator_id");

        (int, JsonElement) used = await shared.SendAsync(
            "POST", Route, new { platform = "spotify", external_id = "foreign", creator_id = id });
        (int, JsonElement) seen = await shared.SendAsync("GET", $"/api/v1/creators/{id}");
        (int, JsonElement) again = await shared.SendAsync(
            "POST", "/api/v1/creators", new { name = "Mia", reference = "m-1" }, AccountService.GlobexKey);

        Assert.Equal(201, created);
        used.AssertInvalid("creator_id");
        seen.AssertError(404, "CREATOR_NOT_FOUND");
        again.AssertError(409, "CREATOR_EXISTS");
    }

    [Fact]
    public async Task Creator_WithdrawsConsent_AccountsAreNotCollected()
    {
        (_, JsonElement creator) = await shared.SendAsync("POST", "/api/v1/creators", new { name = "Ida" });
        string? id = creator.Text("creator_id");
        (_, JsonElement account) = await shared.SendAsync(
            "POST", Route, new { platform = "spotify", external_id = "withdrawn", creator_id = id });

        (int changed, _) = await shared.SendAsync("PATCH", $"/api/v1/creators/{id}", new { data_collection_enabled = false });
        (int, JsonElement) deleted = await shared.SendAsync("DELETE", $"/api/v1/creators/{id}");
        (_, JsonElement after) = await shared.SendAsync("GET", $"{Route}/{account.Text("account_id")}");

        Assert.Equal(200, changed);
        Assert.True(account.GetProperty("is_collected").GetBoolean());
        Assert.False(after.GetProperty("is_collected").GetBoolean());
        deleted.AssertError(409, "CREATOR_HAS_ACCOUNTS");
    }

    private static object Order(string externalId, string accessToken = "act.abc") =>
        new { platform = "tiktok", external_id = externalId, credentials = new { access_token = accessToken } };
}
