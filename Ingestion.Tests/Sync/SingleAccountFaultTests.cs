using System.Text.Json;
using Ingestion.Core.Errors;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>A platform refuses one account, known by its id in the address or by its token; the others are not touched.</summary>
[Trait("Category", "Postgres")]
public sealed class SingleAccountFaultTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    public void Dispose() => host.Platforms.ClearFaults();

    [Theory]
    [InlineData("facebook")]
    [InlineData("linkedin")]
    [InlineData("tiktok")]
    [InlineData("x")]
    [InlineData("youtube")]
    public async Task Refusal_OfOneAccount_LeavesTheOtherAlone(string platform)
    {
        Guid refused = await host.ConnectAsync("u", platform);
        Guid other = await host.ConnectAsync("u", platform);
        string id = (await host.Accounts.Database.ScalarAsync<string>(
            "select external_id from ingestion.connected_accounts where account_id = @refused", new { refused }, default))!;
        host.Platforms.AddFault(platform, "forbidden", 1000, account: id);

        JsonElement failed = await host.SyncAsync(refused);
        JsonElement completed = await host.SyncAsync(other);

        Assert.Equal(ErrorCodes.PlatformPermissionMissing, failed.GetProperty("error_code").GetString());
        Assert.Equal("completed", completed.GetProperty("status").GetString());
    }
}
