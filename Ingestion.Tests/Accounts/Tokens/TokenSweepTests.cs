using Ingestion.Core.Accounts.Tokens;
using Xunit;

namespace Ingestion.Tests.Accounts.Tokens;

[Trait("Category", "Postgres")]
public sealed class TokenSweepTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Run_TokensNearTheirEnd_AreRenewedAndOneDamagedAccountStopsNoOther()
    {
        Guid instagram = await host.AddAsync("instagram");
        Guid linkedIn = await host.AddAsync("linkedin");
        Guid damaged = await host.AddAsync("instagram");
        Guid withdrawn = await host.AddAsync("instagram");
        await host.ExecuteAsync(
            "update ingestion.account_credentials set access_token = '\\x00' where account_id = @damaged", new { damaged });
        await host.ExecuteAsync(
            "update ingestion.connected_accounts set data_collection_enabled = false where account_id = @withdrawn", new { withdrawn });
        string before = (await host.TokensAsync(instagram)).AccessToken;
        string kept = (await host.TokensAsync(withdrawn)).AccessToken;
        TokenSweep sweep = host.Get<TokenSweep>();

        host.Clock.Advance(TimeSpan.FromDays(49));
        int early = await sweep.RunAsync(default);
        host.Clock.Advance(TimeSpan.FromDays(2));
        int due = await sweep.RunAsync(default);
        int again = await sweep.RunAsync(default);

        Assert.Equal((0, 3, 0), (early, due, again)); // Instagram, and two organizations of LinkedIn
        Assert.NotEqual(before, (await host.TokensAsync(instagram)).AccessToken);
        Assert.Equal(kept, (await host.TokensAsync(withdrawn)).AccessToken);
        Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(linkedIn, default)).Status);
    }

    [Fact]
    public async Task Run_RefreshTokenThatNobodyNeeds_IsKeptAlive()
    {
        Guid id = await host.AddAsync("tiktok");
        int calls = host.Platforms.Calls("tiktok", "refresh");

        host.Clock.Advance(TimeSpan.FromDays(171));
        await host.Get<TokenSweep>().RunAsync(default);
        host.Clock.Advance(TimeSpan.FromDays(100));

        Assert.Equal(calls + 1, host.Platforms.Calls("tiktok", "refresh"));
        Assert.Equal(AccessStatus.Ready, (await host.Access.GetAsync(id, default)).Status);
    }
}
