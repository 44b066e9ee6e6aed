using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Accounts.Tokens;
using Ingestion.Core.Errors;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ingestion.Tests.Accounts.Tokens;

[Trait("Category", "Postgres")]
public sealed class AccountAccessTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly TimeSpan AlmostTwoHours = new(1, 55, 0);
    private static readonly TimeSpan TwoHours = new(2, 0, 1);

    [Theory]
    [InlineData("tiktok", true)]
    [InlineData("x", true)]
    [InlineData("youtube", false)]
    public async Task Get_NearItsEnd_RenewsOnceAndStoresWhatRotated(string platform, bool rotates)
    {
        Guid id = await host.AddAsync(platform);
        AccountTokens before = await host.TokensAsync(id);
        int calls = host.Platforms.Calls(platform, "refresh");
        host.Clock.Advance(platform == "youtube" ? TimeSpan.FromMinutes(55) : AlmostTwoHours);

        AccessResult renewed = await host.Access.GetAsync(id, default);
        AccessResult again = await host.Access.GetAsync(id, default);

        AccountTokens after = await host.TokensAsync(id);
        Assert.Equal((AccessStatus.Ready, after.AccessToken), (renewed.Status, renewed.AccessToken));
        Assert.Equal(after.AccessToken, again.AccessToken);
        Assert.NotEqual(before.AccessToken, after.AccessToken);
        Assert.Equal(rotates, before.RefreshToken != after.RefreshToken);
        Assert.Equal(calls + 1, host.Platforms.Calls(platform, "refresh"));
    }

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    public async Task Get_ManyAtOnceOnTwoHosts_OneRenewsForAll(string platform)
    {
        Guid id = await host.AddAsync(platform);
        AccountAccessService other = host.AddHost().GetRequiredService<AccountAccessService>();
        int calls = host.Platforms.Calls(platform, "refresh");
        host.Clock.Advance(AlmostTwoHours);

        AccessResult[] results = await Task.WhenAll(Enumerable.Range(0, 24).Select(
            number => Task.Run(() => (number % 2 == 0 ? host.Access : other).GetAsync(id, default))));

        Assert.Equal(calls + 1, host.Platforms.Calls(platform, "refresh"));
        Assert.All(results, result => Assert.Equal(AccessStatus.Ready, result.Status));
        Assert.Equal(("active", null), await host.StateAsync(id));
    }

    [Fact]
    public async Task Get_RenewedManyTimes_NeverLosesTheChain()
    {
        Guid id = await host.AddAsync("tiktok");
        for (int time = 0; time < 20; time++)
        {
            host.Clock.Advance(TwoHours);
            Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(id, default)).Status);
        }
    }

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    [InlineData("youtube")]
    [InlineData("linkedin")]
    [InlineData("instagram")]
    public async Task Get_RevokedAtThePlatform_MarksPublishesOnceAndStopsAsking(string platform)
    {
        string user = AccountHost.NewUser();
        Guid id = (await host.SignInAsync(platform, user)).AccountIds[0];
        host.Platforms.Revoke(platform, user);
        host.Clock.Advance(platform is "linkedin" or "instagram" ? TimeSpan.FromDays(55) : TwoHours);

        AccessResult first = await host.Access.GetAsync(id, default);
        int calls = host.Platforms.Calls(platform, "refresh");
        AccessResult second = await host.Access.GetAsync(id, default);

        Assert.Equal((AccessStatus.ReauthorizationRequired, AccessStatus.ReauthorizationRequired), (first.Status, second.Status));
        Assert.Equal(("reauthorization_required", ErrorCodes.ReauthorizationRequired), await host.StateAsync(id));
        Assert.Equal(calls, host.Platforms.Calls(platform, "refresh"));
        JsonElement data = Assert.Single(await host.EventsAsync(id)).GetProperty("data");
        Assert.Equal((id.ToString(), AccountHost.Owner, platform), (data.Text("account_id"), data.Text("owner"), data.Text("platform")));
    }

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    public async Task Get_ProcessDiedWithTheRotatedToken_NeedsASignInAndSaysWhy(string platform)
    {
        Guid id = await host.AddAsync(platform);
        host.Clock.Advance(AlmostTwoHours);
        TokenLease lease = new(id, 1, Guid.NewGuid());
        await host.Get<TokenStore>().ClaimAsync(lease, TimeSpan.FromMinutes(2), default);
        await host.OAuth(platform).RenewAsync(await host.TokensAsync(id), default); // and here it died

        AccessResult meanwhile = await host.Access.GetAsync(id, default);
        await host.PassLeaseAsync(id);
        AccessResult after = await host.Access.GetAsync(id, default);

        Assert.Equal(AccessStatus.Ready, meanwhile.Status);
        Assert.Equal(AccessStatus.ReauthorizationRequired, after.Status);
        Assert.Equal(("reauthorization_required", ErrorCodes.RefreshTokenLost), await host.StateAsync(id));
        Assert.Single(await host.EventsAsync(id));
    }

    [Fact]
    public async Task Get_AnswerOfThePlatformLost_IsTriedAgainAndThenEnds()
    {
        Guid id = await host.AddAsync("tiktok");
        host.Clock.Advance(AlmostTwoHours);
        host.Platforms.AddFault("tiktok", "lost_answer");

        AccessResult first = await host.Access.GetAsync(id, default);
        await host.PassLeaseAsync(id);
        AccessResult second = await host.Access.GetAsync(id, default);

        Assert.Equal((AccessStatus.Ready, AccessStatus.ReauthorizationRequired), (first.Status, second.Status));
        Assert.Equal(ErrorCodes.RefreshTokenLost, (await host.StateAsync(id)).ErrorCode);
    }

    [Fact]
    public async Task Store_LateWithTheOnlyCopy_WakesTheAccountAgain()
    {
        Guid id = await host.AddAsync("tiktok");
        TokenStore store = host.Get<TokenStore>();
        TokenLease late = new(id, 1, Guid.NewGuid());
        await store.ClaimAsync(late, TimeSpan.FromMinutes(2), default);
        AccountTokens next = (await host.OAuth("tiktok").RenewAsync(await host.TokensAsync(id), default)).Value!;
        await store.EndAsync((await store.FindAsync(id, default))!, ErrorCodes.RefreshTokenLost, "lost", default);

        AccountAccess account = (await store.FindAsync(id, default))!;
        using Core.Security.DataKey key = await host.Get<Core.Security.KeyWrapper>().OpenAsync(id, account.Tokens!.DataKey, default);
        bool isStored = await store.StoreAsync(
            late, CredentialRow.Seal(key, new Core.Security.WrappedKey("k1", account.Tokens.DataKey), next), next, null, default);

        Assert.True(isStored);
        Assert.Equal(("active", null), await host.StateAsync(id));
        Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(id, default)).Status);
    }

    [Fact]
    public async Task Store_AfterNewCredentialsWereHandedIn_ChangesNothing()
    {
        Guid id = await host.AddAsync("tiktok");
        TokenLease late = new(id, 1, Guid.NewGuid());
        AccountTokens handedIn = new() { AccessToken = "act.new", IssuedAt = host.Clock.GetUtcNow() };
        await host.Accounts.ChangeAsync(
            AccountHost.Owner, new AccountKey(id, "tiktok", "platform"), new AccountChanges { Tokens = handedIn }, default);

        bool isStored = await host.Get<TokenStore>().StoreAsync(
            late, new CredentialRow(new Core.Security.WrappedKey("k1", [1]), [1], [1]), handedIn, null, default);

        Assert.False(isStored);
        Assert.Equal("act.new", (await host.Access.GetAsync(id, default)).AccessToken);
    }

    [Theory]
    [InlineData("unavailable")]
    [InlineData("rate_limit")]
    [InlineData("html")]
    [InlineData("app")]
    public async Task Get_RenewalFails_UsesWhatIsStillGoodAndWaits(string fault)
    {
        Guid id = await host.AddAsync("youtube");
        host.Platforms.AddFault("youtube", fault);
        host.Clock.Advance(TimeSpan.FromMinutes(55));
        int calls = host.Platforms.Calls("youtube", "refresh");

        AccessResult first = await host.Access.GetAsync(id, default);
        AccessResult second = await host.Access.GetAsync(id, default);
        await host.PassLeaseAsync(id);
        AccessResult third = await host.Access.GetAsync(id, default);

        Assert.Equal(first.AccessToken, second.AccessToken);
        Assert.NotEqual(first.AccessToken, third.AccessToken);
        Assert.Equal(calls + 2, host.Platforms.Calls("youtube", "refresh"));
        Assert.Empty(await host.EventsAsync(id));
    }

    [Fact]
    public async Task Get_EndedAndPlatformDown_SaysHowLongToWait()
    {
        Guid id = await host.AddAsync("youtube");
        host.Platforms.AddFault("youtube", "unavailable");
        host.Clock.Advance(TwoHours);

        AccessResult result = await host.Access.GetAsync(id, default);

        Assert.Equal(AccessStatus.Wait, result.Status);
        Assert.InRange(result.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await host.PassLeaseAsync(id);
        Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(id, default)).Status);
    }

    [Fact]
    public async Task Get_ConsentWithdrawn_AsksNobody()
    {
        Guid id = await host.AddAsync("tiktok");
        int calls = host.Platforms.Calls("tiktok", "refresh");
        await host.Accounts.ChangeAsync(
            AccountHost.Owner, new AccountKey(id, "tiktok", "platform"), new AccountChanges { DataCollectionEnabled = false }, default);
        host.Clock.Advance(TwoHours);

        Assert.Equal(AccessStatus.NotCollected, (await host.Access.GetAsync(id, default)).Status);
        Assert.Equal(calls, host.Platforms.Calls("tiktok", "refresh"));
        Assert.Equal(AccessStatus.NotFound, (await host.Access.GetAsync(Guid.NewGuid(), default)).Status);
    }

    [Fact]
    public async Task Get_InstagramTokenYoungerThanADay_IsNotRenewedBefore()
    {
        Guid id = (await host.Accounts.AddAsync(
            AccountHost.Owner,
            new NewAccount
            {
                Platform = "instagram",
                ExternalId = AccountHost.NewUser(),
                Tokens = new AccountTokens
                {
                    AccessToken = "IGQ-handed-in",
                    IssuedAt = host.Clock.GetUtcNow(),
                    ExpiresAt = host.Clock.GetUtcNow().AddDays(5),
                },
            },
            default)).AccountId;
        int calls = host.Platforms.Calls("instagram", "refresh");

        host.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal("IGQ-handed-in", (await host.Access.GetAsync(id, default)).AccessToken);
        Assert.Equal(calls, host.Platforms.Calls("instagram", "refresh"));

        // The platform does not know this one; what counts is that it is asked now.
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Access.GetAsync(id, default);
        Assert.Equal(calls + 1, host.Platforms.Calls("instagram", "refresh"));
    }

    [Fact]
    public async Task Get_FacebookPage_HasATokenThatDoesNotEnd()
    {
        Guid id = await host.AddAsync("facebook");
        host.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(id, default)).Status);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("tiktok")]
    public async Task Get_EndedTokenWithoutARefreshToken_NeedsASignInWithoutAsking(string platform)
    {
        Guid id = (await host.Accounts.AddAsync(
            AccountHost.Owner,
            new NewAccount
            {
                Platform = platform,
                ExternalId = AccountHost.NewUser(),
                Tokens = new AccountTokens
                {
                    AccessToken = "handed-in",
                    IssuedAt = host.Clock.GetUtcNow(),
                    ExpiresAt = host.Clock.GetUtcNow().AddHours(1),
                },
            },
            default)).AccountId;
        host.Clock.Advance(TwoHours);

        Assert.Equal(AccessStatus.ReauthorizationRequired, (await host.Access.GetAsync(id, default)).Status);
        Assert.Single(await host.EventsAsync(id));
    }
}
