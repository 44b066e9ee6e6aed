using Ingestion.Core.Accounts;
using Ingestion.Core.Creators;
using Ingestion.Core.Errors;
using Ingestion.Core.Schedules;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Accounts;

[Trait("Category", "Postgres")]
public sealed class AccountStoreTests(AccountDatabase accounts) : IClassFixture<AccountDatabase>
{
    [Fact]
    public async Task Add_ManyAtOnce_OneIsNewAndAllGetItsId()
    {
        NewAccount order = new() { Platform = "x", ExternalId = "42", Tokens = accounts.Tokens() };

        (Guid AccountId, bool IsNew)[] added = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => Task.Run(() => accounts.Accounts.AddAsync(AccountDatabase.Owner, order, default))));

        Assert.Single(added, one => one.IsNew);
        Assert.Single(added.Select(one => one.AccountId).Distinct());
        Assert.Equal(1, await accounts.CountAsync($"account_credentials where account_id = '{added[0].AccountId}'"));
    }

    [Fact]
    public async Task Add_SameAccountOfAnotherOwner_IsAnAccountOfItsOwn()
    {
        NewAccount order = new() { Platform = "x", ExternalId = "43", Tokens = accounts.Tokens() };

        (Guid first, bool _) = await accounts.Accounts.AddAsync("acme", order, default);
        (Guid second, bool isNew) = await accounts.Accounts.AddAsync("globex", order, default);

        Assert.True(isNew);
        Assert.NotEqual(first, second);
        Assert.Null(await accounts.Accounts.FindAsync("globex", first, default));
        Assert.False(await accounts.Accounts.DeleteAsync("globex", first, default));
    }

    [Fact]
    public async Task Add_CreatorOfAnotherOwner_IsRefusedByTheDatabase()
    {
        CreatorWrite creator = await accounts.Creators.AddAsync("globex", new NewCreator { Name = "Mia" }, default);

        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => accounts.AddAsync(creatorId: creator.CreatorId));

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
    }

    [Fact]
    public async Task Add_NoKeyRing_StoresNothing()
    {
        AccountStore store = new(
            accounts.Database,
            new CredentialSealer(new(new(new Core.Security.FileKeyRingStore(null), accounts.Clock))),
            new SyncTimes(),
            accounts.Clock);
        NewAccount order = new() { Platform = "x", ExternalId = "44", Tokens = accounts.Tokens() };

        await Assert.ThrowsAsync<CredentialsUnreadableException>(() => store.AddAsync(AccountDatabase.Owner, order, default));

        Assert.Equal(0, await accounts.CountAsync("connected_accounts where external_id = '44'"));
    }

    [Fact]
    public async Task Change_NewTokens_ReplaceTheOldOnesAndWakeTheAccount()
    {
        Guid id = await accounts.AddAsync();
        await accounts.ExecuteAsync(
            "update ingestion.connected_accounts set status = 'reauthorization_required' where account_id = @id", new { id });
        AccountKey account = (await accounts.Accounts.FindAsync(AccountDatabase.Owner, id, default))!;

        bool changed = await accounts.Accounts.ChangeAsync(
            AccountDatabase.Owner, account, new AccountChanges { Tokens = accounts.Tokens("access-2", null) }, default);

        Assert.True(changed);
        Assert.Equal(1, await accounts.CountAsync($"connected_accounts where account_id = '{id}' and status = 'active'"));
        Assert.Equal(1, await accounts.CountAsync(
            $"account_credentials where account_id = '{id}' and version = 2 and refresh_token is null"));
    }

    [Fact]
    public async Task Delete_Account_TakesItsCredentialsAlong()
    {
        Guid id = await accounts.AddAsync();

        Assert.True(await accounts.Accounts.DeleteAsync(AccountDatabase.Owner, id, default));

        Assert.Equal(0, await accounts.CountAsync($"account_credentials where account_id = '{id}'"));
        Assert.False(await accounts.Accounts.DeleteAsync(AccountDatabase.Owner, id, default));
    }

    [Fact]
    public async Task Creator_WithAccounts_CannotBeDeleted()
    {
        CreatorWrite creator = await accounts.Creators.AddAsync(AccountDatabase.Owner, new NewCreator { Name = "Mia", Reference = "m-1" }, default);
        await accounts.AddAsync(creatorId: creator.CreatorId);

        CreatorWrite deleted = await accounts.Creators.DeleteAsync(AccountDatabase.Owner, creator.CreatorId, default);
        CreatorWrite again = await accounts.Creators.AddAsync(AccountDatabase.Owner, new NewCreator { Name = "Mia 2", Reference = "m-1" }, default);

        Assert.Equal(CreatorWriteStatus.HasAccounts, deleted.Status);
        Assert.Equal(new CreatorWrite(CreatorWriteStatus.ReferenceTaken, creator.CreatorId), again);
    }
}
