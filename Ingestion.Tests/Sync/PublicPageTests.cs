using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of accounts that are read as public pages, through Bright Data.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PublicPageTests(SyncService shared) : IClassFixture<SyncService>
{
    [Fact]
    public async Task Collect_APublicPage_IsOneOrdinaryCrawl()
    {
        string accountId = await ConnectPageAsync(EndToEnd.Crawls.PageUrl);
        long paid = shared.Service.Provider.Billing().TriggersAccepted;

        (int status, JsonElement started) = await shared.SendAsync("POST", $"/api/data/collect/{accountId}");
        string jobId = started.Text("job_id")!;
        JsonElement job = await shared.ReachesAsync(accountId, jobId, "completed", "failed");

        Assert.Equal(202, status);
        Assert.Equal(("completed", "brightdata"), (job.Text("status"), job.Text("source")));
        Assert.True(job.GetProperty("stored_count").GetInt64() + job.GetProperty("unchanged_count").GetInt64() > 0);
        Assert.Equal(paid + 1, shared.Service.Provider.Billing().TriggersAccepted);
        await Fixtures.Eventually.TrueAsync(async () =>
            (await shared.EventsAsync(accountId, job.Text("crawl_id")!)).Contains("account-sync-completed"));
    }

    [Theory]
    [InlineData(SyncService.AcmeKey, true)]
    [InlineData(SyncService.GlobexKey, false)]
    [InlineData(null, false)]
    public async Task Events_OfAPublicPagesCrawl_BelongToTheAccountsOwner(string? key, bool isSeen)
    {
        string accountId = await ConnectPageAsync(EndToEnd.Crawls.PageUrl);
        string jobId = await shared.CollectAsync(accountId);
        JsonElement job = await shared.ReachesAsync(accountId, jobId, "completed", "failed");
        await Fixtures.Eventually.TrueAsync(async () =>
            (await shared.EventsAsync(accountId, job.Text("crawl_id")!)).Contains("account-sync-completed"));

        (_, JsonElement feed) = await shared.SendAsync("GET", "/api/v1/events?limit=1000", key: key);
        (int status, _) = await shared.SendAsync("GET", $"/api/v1/crawl/{job.Text("crawl_id")}/status", key: key);

        Assert.Equal(isSeen, feed.ToString().Contains(job.Text("crawl_id")!, StringComparison.Ordinal));
        Assert.Equal(isSeen ? 200 : 404, status);
    }

    [Fact]
    public async Task Consent_WithdrawnWhileItIsCrawled_CancelsTheCrawl()
    {
        string accountId = await ConnectPageAsync("https://www.facebook.com/withdrawn/?sim=stuck");
        string jobId = await shared.CollectAsync(accountId);
        await Fixtures.Eventually.TrueAsync(async () => (await shared.JobAsync(accountId, jobId)).Text("crawl_id") is not null);
        string crawlId = (await shared.JobAsync(accountId, jobId)).Text("crawl_id")!;
        await shared.Service.ReachesAsync(crawlId, "polling");

        await shared.SendAsync("PATCH", $"/api/v1/accounts/{accountId}", new { data_collection_enabled = false });

        JsonElement job = await shared.ReachesAsync(accountId, jobId, "completed", "failed", "cancelled");
        Assert.Equal(("cancelled", "COLLECTION_NOT_ALLOWED"), (job.Text("status"), job.Text("error_code")));
        Assert.Equal("cancelled", (await shared.Service.StatusAsync(crawlId)).GetProperty("state").GetString());
    }

    private async Task<string> ConnectPageAsync(string pageUrl)
    {
        (int status, JsonElement account) = await shared.SendAsync("POST", "/api/v1/accounts", new
        {
            platform = "facebook",
            external_id = $"p{Guid.NewGuid():N}",
            source = "brightdata",
            page_url = pageUrl,
        });
        Assert.True(status == 201, account.ToString());
        return account.Text("account_id")!;
    }
}
