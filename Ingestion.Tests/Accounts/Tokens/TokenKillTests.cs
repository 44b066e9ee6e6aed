using System.Text.Json;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Sync;
using Xunit;

namespace Ingestion.Tests.Accounts.Tokens;

/// <summary>kill -9 of a host around a platform's answer with tokens: what it costs, and that it costs no more.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TokenKillTests : IAsyncLifetime
{
    private const string Credentials = "ingestion.account_credentials";

    private readonly SyncService _sync = new();
    private readonly string _user = AccountHost.NewUser();

    public Task InitializeAsync() => _sync.InitializeAsync();

    public Task DisposeAsync() => _sync.DisposeAsync();

    [Theory]
    [InlineData("tiktok")]
    [InlineData("x")]
    public async Task Kill_BetweenARotatedTokenAndItsCommit_NeedsASignInAndSaysWhy(string platform)
    {
        string accountId = await _sync.SignInAsync(platform, _user);
        string jobId = await KillInRenewalAsync(accountId);
        Assert.Equal(1, _sync.Platforms.Calls(platform, "refresh"));

        await EndLeaseAsync(accountId);
        await _sync.Service.StartHostAsync();
        JsonElement job = await _sync.ReachesAsync(accountId, jobId, "failed", "completed");
        (int, JsonElement) refused = await _sync.SendAsync("POST", $"/api/data/collect/{accountId}");

        Assert.Equal(("failed", "REAUTHORIZATION_REQUIRED"), (job.Text("status"), job.Text("error_code")));
        (_, JsonElement account) = await _sync.SendAsync("GET", $"/api/v1/accounts/{accountId}");
        Assert.Equal(("reauthorization_required", "REFRESH_TOKEN_LOST"), (account.Text("status"), account.Text("last_error_code")));
        refused.AssertError(409, "REAUTHORIZATION_REQUIRED");
        Assert.Equal(2, _sync.Platforms.Calls(platform, "refresh"));
        Assert.Equal(1L, await _sync.Service.ScalarAsync(
            "select count(*) from ingestion.outbox where event_type = 'account-reauthorization-required'"));
        Assert.Equal(accountId, await _sync.SignInAsync(platform, _user));
        JsonElement healed = await _sync.ReachesAsync(accountId, await _sync.CollectAsync(accountId), "failed", "completed");
        Assert.Equal("completed", healed.Text("status"));
    }

    [Fact]
    public async Task Kill_AfterTheCommitOfARotatedToken_GoesOnWithIt()
    {
        string accountId = await _sync.SignInAsync("tiktok", _user);
        await _sync.AgeTokenAsync(accountId);
        string jobId;
        await using (TableLock held = await TableLock.OnWritesAsync(_sync.Service, "ingestion.data_collection_logs"))
        {
            jobId = await _sync.CollectAsync(accountId);
            await held.StandsStillAsync();
            await held.KillHostAsync();
        }

        await _sync.Service.StartHostAsync();

        await _sync.AssertSyncedOnceAsync(accountId, jobId);
        Assert.Equal(1, _sync.Platforms.Calls("tiktok", "refresh"));
    }

    [Fact]
    public async Task Kill_BetweenTheFirstTokensAndTheirCommit_LeavesNothingAndTheNextSignInWorks()
    {
        using HttpClient browser = new();
        await using (TableLock held = await TableLock.OnWritesAsync(_sync.Service, Credentials))
        {
            Task<string> page = browser.GetStringAsync(await _sync.SignInPageAsync("tiktok", _user));
            await held.StandsStillAsync();
            await held.KillHostAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => page);
        }

        await _sync.Service.StartHostAsync();

        Assert.Equal(1, _sync.Platforms.Calls("tiktok", "exchange"));
        Assert.Equal(0L, await _sync.Service.ScalarAsync("select count(*) from ingestion.connected_accounts"));
        string accountId = await _sync.SignInAsync("tiktok", _user);
        await _sync.AssertSyncedOnceAsync(accountId, await _sync.CollectAsync(accountId));
    }

    /// <summary>The platform has answered and the old refresh token is spent; the new one dies with the host.</summary>
    private async Task<string> KillInRenewalAsync(string accountId)
    {
        await _sync.AgeTokenAsync(accountId);
        await using TableLock held = await TableLock.OnUpdatesAsync(_sync.Service, Credentials, "new.version > old.version");
        string jobId = await _sync.CollectAsync(accountId);
        await held.StandsStillAsync();
        await held.KillHostAsync();
        return jobId;
    }

    /// <summary>As two minutes would.</summary>
    private Task<object?> EndLeaseAsync(string accountId) => _sync.Service.ScalarAsync(
        $"update ingestion.account_credentials set lease_until = clock_timestamp() where account_id = '{accountId}'");
}
