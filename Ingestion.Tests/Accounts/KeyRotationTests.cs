using Ingestion.Core.Accounts;
using Ingestion.Core.Security;
using Xunit;

namespace Ingestion.Tests.Accounts;

[Trait("Category", "Postgres")]
public sealed class KeyRotationTests(AccountDatabase accounts) : IClassFixture<AccountDatabase>
{
    private static readonly TimeSpan UntilRead = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Run_NewCurrentKey_RewrapsEveryAccountAndTokensStayReadable()
    {
        accounts.Ring.Set("k1");
        accounts.Clock.Advance(UntilRead);
        await accounts.ExecuteAsync("delete from ingestion.connected_accounts");
        Guid id = await accounts.AddAsync(tokens: accounts.Tokens("canary-1"));
        await accounts.AddAsync();
        KeyRotation rotation = new(accounts.Database, accounts.Keys);

        accounts.Ring.Set("k1", "k2");
        accounts.Clock.Advance(UntilRead);
        (int Rewrapped, int Unreadable) first = await rotation.RunAsync(default);
        (int Rewrapped, int Unreadable) second = await rotation.RunAsync(default);
        accounts.Ring.Set("k2");
        accounts.Clock.Advance(UntilRead);

        Assert.Equal(((2, 0), (0, 0)), (first, second));
        Assert.Equal("canary-1", await ReadAccessTokenAsync(id));
    }

    [Fact]
    public async Task Run_RowThatCannotBeOpened_IsCountedAndStopsNoOther()
    {
        accounts.Ring.Set("k1");
        accounts.Clock.Advance(UntilRead);
        await accounts.ExecuteAsync("delete from ingestion.connected_accounts");
        Guid damaged = await accounts.AddAsync();
        Guid sound = await accounts.AddAsync();
        await accounts.ExecuteAsync(
            "update ingestion.account_credentials set data_key = set_byte(data_key, 20, get_byte(data_key, 20) # 1) where account_id = @damaged",
            new { damaged });

        accounts.Ring.Set("k1", "k2");
        accounts.Clock.Advance(UntilRead);
        (int Rewrapped, int Unreadable) run = await new KeyRotation(accounts.Database, accounts.Keys).RunAsync(default);

        Assert.Equal((1, 1), run);
        Assert.Equal("access-1", await ReadAccessTokenAsync(sound));
    }

    private async Task<string> ReadAccessTokenAsync(Guid id)
    {
        (byte[] dataKey, byte[] token) = (await accounts.Database.ReadAsync(
            "select data_key, access_token from ingestion.account_credentials where account_id = @id",
            new { id },
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
            default))[0];
        using DataKey key = await accounts.Keys.OpenAsync(id, dataKey, default);
        return key.Open("access_token", token);
    }
}
