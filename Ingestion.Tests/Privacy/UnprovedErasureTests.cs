using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Xunit;

namespace Ingestion.Tests.Privacy;

/// <summary>An owner who only names a person erases nothing that others have.</summary>
[Trait("Category", "Postgres")]
public sealed class UnprovedErasureTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    [Fact]
    public async Task Erase_MadeUpIdWithAnotherOwnersHandle_LeavesEverythingOfTheOtherOwner()
    {
        Guid victim = await host.ConnectAsync("victim-id", "victim", "globex");
        Guid crawl = await host.LoadAsync(PrivacyHost.Post("901", "victim", "victim-id", "stays"));
        Guid attacker = await host.ConnectAsync("made-up", "victim", isProved: false);

        Guid erasure = await host.EraseAsync(attacker);
        await host.LoadAsync(PrivacyHost.Post("902", "victim", "victim-id", "stays"));

        Assert.Equal(2, await host.CountAsync("social_posts where author_handle = 'victim'"));
        Assert.Equal(1, await host.CountAsync($"connected_accounts where account_id = '{victim}'"));
        Assert.Contains("stays", await host.ReadAsync((await host.RawPathAsync(crawl))!), StringComparison.Ordinal);
        Assert.Equal(1, await host.CountAsync($"erasures where erasure_id = '{erasure}' and kept_unproved = 1 and kept_for_others = 1"));
        Assert.Equal(0, await host.CountAsync("erasure_tombstones where owner = '' and created_at >= now() - interval '0 s'"));
    }

    [Fact]
    public async Task Erase_UnprovedAndAlone_KeepsWhatCrawlsCollected()
    {
        await host.LoadAsync(PrivacyHost.Post("911", "public", "public-id", "stays"));
        Guid account = await host.ConnectAsync("public-id", "public", isProved: false);

        await host.EraseAsync(account);

        Assert.Equal(1, await host.CountAsync("social_posts where author_handle = 'public'"));
        Assert.Equal(0, await host.CountAsync($"connected_accounts where account_id = '{account}'"));
        await Assert.ThrowsAsync<AccountErasedException>(() => host.ConnectAsync("public-id", "public"));
        await host.ConnectAsync("public-id", "public", "globex");
    }

    [Fact]
    public async Task Erase_ProvedAccountWhoseOldHandleAnotherOwnerHas_KeepsWhatIsShared()
    {
        await host.LoadAsync(PrivacyHost.Post("921", "oldname", "renamed-id", "stays"));
        Guid account = await host.ConnectAsync("renamed-id", "newname");
        await host.ConnectAsync("other-id", "oldname", "globex");

        Guid erasure = await host.EraseAsync(account);

        Assert.Equal(1, await host.CountAsync("social_posts where author_handle = 'oldname'"));
        Assert.Equal(1, await host.CountAsync($"erasures where erasure_id = '{erasure}' and kept_unproved = 0 and kept_for_others = 1"));
    }

    [Fact]
    public async Task Change_OtherHandle_TakesTheProofAway()
    {
        Guid account = await host.ConnectAsync("proved-id", "proved");
        AccountStore accounts = host.Get<AccountStore>();
        AccountKey key = (await accounts.FindAsync(PrivacyHost.Owner, account, default))!;

        await accounts.ChangeAsync(PrivacyHost.Owner, key, new AccountChanges { DisplayName = "Same", Handle = "proved" }, default);
        AccountProfile before = (await accounts.FindProfileAsync(PrivacyHost.Owner, account, default))!;
        await accounts.ChangeAsync(PrivacyHost.Owner, key, new AccountChanges { Handle = "stolen" }, default);
        AccountProfile after = (await accounts.FindProfileAsync(PrivacyHost.Owner, account, default))!;

        Assert.Equal((null, account), (before.OnlyOf, after.OnlyOf));
    }

    [Fact]
    public async Task Erase_WhileAnotherOwnerConnectsTheAccount_OneOfTheTwoIsFirst()
    {
        for (int round = 0; round < 20; round++)
        {
            (string id, string post) = ($"race-{round}", $"95{round}");
            await host.LoadAsync(PrivacyHost.Post(post, id, id, "stays"));
            Guid account = await host.ConnectAsync(id, id);

            Task<Guid> erasing = Task.Run(() => host.EraseAsync(account));
            Task<bool> connecting = Task.Run(() => IsConnectedAsync(id));
            await Task.WhenAll(erasing, connecting);

            Assert.Equal(await connecting ? 1 : 0, await host.CountAsync($"social_posts where post_id = '{post}'"));
        }
    }

    private async Task<bool> IsConnectedAsync(string id)
    {
        try
        {
            await host.ConnectAsync(id, id, "globex");
            return true;
        }
        catch (AccountErasedException)
        {
            return false;
        }
    }
}
