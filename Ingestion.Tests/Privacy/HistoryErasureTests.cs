using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Sync;
using Xunit;

namespace Ingestion.Tests.Privacy;

/// <summary>An account that a real host has synced is erased: the runtime knows nothing of it any more.</summary>
[Trait("Category", "EndToEnd")]
public sealed class HistoryErasureTests(SyncService shared) : IClassFixture<SyncService>, IDisposable
{
    private readonly string _user = AccountHost.NewUser();

    public void Dispose() => shared.Platforms.ClearFaults();

    [Fact]
    public async Task Erase_AnAccountThatWasSynced_ItsHistoriesAreGone()
    {
        string accountId = await shared.SignInAsync("youtube", _user);
        string jobId = await shared.CollectAsync(accountId);
        await shared.AssertSyncedOnceAsync(accountId, jobId);
        Assert.Contains(_user, await Dump.SchemaAsync(shared.Service, "durable"), StringComparison.Ordinal);

        await EraseAsync(accountId);

        await AssertForgottenAsync(accountId, jobId);
    }

    [Fact]
    public async Task Erase_WhileASyncWaits_ItIsEndedAndItsHistoryIsGone()
    {
        string accountId = await shared.SignInAsync("tiktok", _user);
        shared.Platforms.AddFault("tiktok", "quota", times: 1000, after: 1);
        string jobId = await shared.CollectAsync(accountId);
        await shared.ReachesAsync(accountId, jobId, "waiting");

        await EraseAsync(accountId);

        await AssertForgottenAsync(accountId, jobId);
    }

    private async Task EraseAsync(string accountId)
    {
        (_, JsonElement erasure) = await shared.SendAsync("POST", "/api/v1/privacy/erase", new { account_id = accountId });
        string url = erasure.Text("status_url")!;
        await Eventually.TrueAsync(
            async () => (await shared.SendAsync("GET", url)).StatusCode == 200, TimeSpan.FromMinutes(5), "the erasure ends");
    }

    private async Task AssertForgottenAsync(string accountId, string jobId)
    {
        using HttpResponseMessage status = await shared.Service.Http.GetAsync(
            new Uri($"/runtime/webhooks/durabletask/instances/{jobId}", UriKind.Relative));
        string durable = await Dump.SchemaAsync(shared.Service, "durable");

        Assert.Equal(404, (int)status.StatusCode);
        foreach (string mark in new[] { _user, accountId, jobId })
        {
            Assert.DoesNotContain(mark, durable, StringComparison.Ordinal);
        }
    }
}
