using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Connect;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Accounts.Connect;

[Trait("Category", "Postgres")]
public sealed class ConnectServiceTests(AccountHost host) : IClassFixture<AccountHost>
{
    public static TheoryData<string> Platforms => ["facebook", "instagram", "linkedin", "tiktok", "x", "youtube"];

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task SignIn_EachPlatform_StoresAccountsThatCanBeRead(string platform)
    {
        ConnectResult result = await host.SignInAsync(platform, AccountHost.NewUser());

        Assert.Null(result.ErrorCode);
        Assert.Equal(platform is "facebook" or "linkedin" ? 2 : 1, result.AccountIds.Count);
        foreach (Guid accountId in result.AccountIds)
        {
            AccessResult access = await host.Access.GetAsync(accountId, default);
            Assert.Equal(AccessStatus.Ready, access.Status);
            Assert.StartsWith(platform, access.AccessToken, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task SignIn_Again_ReplacesTheTokensOfTheSameAccounts(string platform)
    {
        string user = AccountHost.NewUser();
        ConnectResult first = await host.SignInAsync(platform, user);
        string before = (await host.TokensAsync(first.AccountIds[0])).AccessToken;
        await host.ExecuteAsync(
            "update ingestion.connected_accounts set status = 'reauthorization_required' where account_id = any(@ids)",
            new { ids = first.AccountIds.ToArray() });

        ConnectResult second = await host.SignInAsync(platform, user);

        Assert.Equal(first.AccountIds.Order(), second.AccountIds.Order());
        Assert.NotEqual(before, (await host.TokensAsync(first.AccountIds[0])).AccessToken);
        Assert.Equal(("active", null), await host.StateAsync(first.AccountIds[0]));
    }

    [Theory]
    [InlineData("facebook", false, "www.facebook.com/v25.0/dialog/oauth", "client_id")]
    [InlineData("instagram", false, "www.instagram.com/oauth/authorize", "client_id")]
    [InlineData("linkedin", false, "www.linkedin.com/oauth/v2/authorization", "client_id")]
    [InlineData("tiktok", false, "www.tiktok.com/v2/auth/authorize/", "client_key")]
    [InlineData("x", true, "x.com/i/oauth2/authorize", "client_id")]
    [InlineData("youtube", true, "accounts.google.com/o/oauth2/v2/auth", "client_id")]
    public async Task Begin_EachPlatform_SendsToItsPageWithStateAndPkceWhereItHasThem(
        string platform, bool hasPkce, string page, string clientIdName)
    {
        ConnectStart start = await host.Connect.BeginAsync(AccountHost.Owner, platform, null, default);

        Assert.EndsWith(page, start.AuthorizationUrl!.GetLeftPart(UriPartial.Path), StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(start.AuthorizationUrl.Query);
        Assert.Equal("app-1", query[clientIdName]);
        Assert.Equal($"https://ingestion.example/api/v1/connect/{platform}/callback", query["redirect_uri"]);
        Assert.Equal(43, query["state"].ToString().Length);
        Assert.Equal(hasPkce, query.ContainsKey("code_challenge") && query["code_challenge_method"] == "S256");
        Assert.Equal(host.Clock.GetUtcNow().AddMinutes(10), start.ExpiresAt);
    }

    [Theory]
    [InlineData("spotify")]
    [InlineData("apple_music")]
    public async Task Begin_PlatformWithoutSignIn_SaysSo(string platform) => Assert.Equal(
        ErrorCodes.ConnectNotNeeded, (await host.Connect.BeginAsync(AccountHost.Owner, platform, null, default)).ErrorCode);

    [Fact]
    public async Task Begin_NoApplication_NamesTheSettings()
    {
        ConnectService connect = host.AddHost(("TikTok:ClientId", ""), ("TikTok:ClientSecret", "")).GetRequiredService<ConnectService>();

        ConnectStart start = await connect.BeginAsync(AccountHost.Owner, "tiktok", null, default);

        Assert.Equal(ErrorCodes.PlatformNotConfigured, start.ErrorCode);
        Assert.Contains("ClientId", start.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_StateThatWasUsed_IsRefused()
    {
        ConnectAnswer answer = await AnswerAsync("x");

        ConnectResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Task.Run(() => host.Connect.CompleteAsync("x", answer, null, default))));

        Assert.Single(results, result => result.ErrorCode is null);
        Assert.Equal(5, results.Count(result => result.ErrorCode == ErrorCodes.OAuthStateUsed));
    }

    [Fact]
    public async Task Complete_TooLate_IsRefused()
    {
        ConnectAnswer answer = await AnswerAsync("tiktok");
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(ErrorCodes.OAuthStateExpired, (await host.Connect.CompleteAsync("tiktok", answer, null, default)).ErrorCode);
    }

    [Fact]
    public async Task Complete_OtherPlatformOrOwner_IsRefusedAndTheStateStaysGood()
    {
        ConnectAnswer answer = await AnswerAsync("tiktok");

        Assert.Equal(ErrorCodes.OAuthStateForeign, (await host.Connect.CompleteAsync("x", answer, null, default)).ErrorCode);
        Assert.Equal(ErrorCodes.OAuthStateForeign, (await host.Connect.CompleteAsync("tiktok", answer, "globex", default)).ErrorCode);
        Assert.Null((await host.Connect.CompleteAsync("tiktok", answer, AccountHost.Owner, default)).ErrorCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task Complete_StateThatNobodyGave_IsRefused(string? state) => Assert.Equal(
        ErrorCodes.OAuthStateUnknown,
        (await host.Connect.CompleteAsync("tiktok", new ConnectAnswer(state, "code", null), null, default)).ErrorCode);

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Complete_UserSaysNo_IsDenied(string platform)
    {
        host.Platforms.AddFault(platform, "deny");

        ConnectResult result = await host.SignInAsync(platform);

        Assert.Equal(ErrorCodes.AuthorizationDenied, result.ErrorCode);
        Assert.Contains("access_denied", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Complete_CodeThatIsNoneOfThePlatforms_IsRefused(string platform)
    {
        ConnectAnswer answer = await AnswerAsync(platform);

        ConnectResult result = await host.Connect.CompleteAsync(
            platform, new ConnectAnswer(answer.State, "canary-code-12", null), null, default);

        Assert.Equal(ErrorCodes.AuthorizationCodeRefused, result.ErrorCode);
        Assert.DoesNotContain("canary", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiktok", "app", ErrorCodes.PlatformAppRefused)]
    [InlineData("x", "app", ErrorCodes.PlatformAppRefused)]
    [InlineData("facebook", "app", ErrorCodes.PlatformAppRefused)]
    [InlineData("tiktok", "rate_limit", ErrorCodes.PlatformRateLimited)]
    [InlineData("linkedin", "unavailable", ErrorCodes.PlatformUnavailable)]
    [InlineData("youtube", "html", ErrorCodes.PlatformUnavailable)]
    [InlineData("instagram", "reset", ErrorCodes.PlatformUnavailable)]
    [InlineData("youtube", "lost_answer", ErrorCodes.PlatformUnavailable)]
    public async Task Complete_PlatformDoesNotAnswerWell_IsNamed(string platform, string fault, string expected)
    {
        host.Platforms.AddFault(platform, fault);

        ConnectResult result = await host.SignInAsync(platform, AccountHost.NewUser());

        Assert.Equal(expected, result.ErrorCode);
        Assert.Empty(result.AccountIds);
    }

    [Fact]
    public async Task Complete_LimitOfTheApplicationIsReached_IsNamedWithItsEnd()
    {
        ConnectService connect = host.AddHost(("YouTube:DailyUnits", "1")).GetRequiredService<ConnectService>();
        await connect.CompleteAsync("youtube", await AnswerAsync("youtube"), null, default);

        ConnectResult result = await connect.CompleteAsync("youtube", await AnswerAsync("youtube"), null, default);

        Assert.Equal(ErrorCodes.PlatformRateLimited, result.ErrorCode);
        Assert.Matches("youtube channels.list: .* until \\d{4}-", result.Message);
    }

    [Fact]
    public async Task Complete_AccountThatWasAPublicPage_IsReadByItsTokensFromNowOn()
    {
        string user = AccountHost.NewUser();
        (Guid page, _) = await host.Accounts.AddAsync(
            AccountHost.Owner,
            new NewAccount { Platform = "tiktok", ExternalId = user, Source = "brightdata", PageUrl = "https://www.tiktok.com/@acme" },
            default);

        ConnectResult result = await host.SignInAsync("tiktok", user);

        Assert.Equal([page], result.AccountIds);
        Assert.Equal(1, await host.CountAsync($"connected_accounts where account_id = '{page}' and source = 'platform'"));
    }

    private async Task<ConnectAnswer> AnswerAsync(string platform)
    {
        ConnectStart start = await host.Connect.BeginAsync(AccountHost.Owner, platform, null, default);
        return await AccountHost.VisitAsync(start.AuthorizationUrl!, AccountHost.NewUser());
    }
}
