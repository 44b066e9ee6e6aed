using System.Text.Json;
using Ingestion.Tests.Accounts;
using Ingestion.Tests.EndToEnd;
using Xunit;

namespace Ingestion.Tests.Sync;

[Trait("Category", "EndToEnd")]
public sealed class SyncRoutesTests(SyncService shared) : IClassFixture<SyncService>
{
    [Fact]
    public async Task Collect_AnAccount_StoresItsVideosAndTellsTheStory()
    {
        string accountId = await shared.ConnectAsync();

        string jobId = await shared.CollectAsync(accountId);

        await shared.AssertSyncedOnceAsync(accountId, jobId);
        JsonElement job = await shared.JobAsync(accountId, jobId);
        Assert.Equal(("manual", "platform", jobId), (job.Text("kind"), job.Text("source"), job.Text("crawl_id")));
        Assert.True(job.GetProperty("units").GetInt64() >= 3);
        (int postsStatus, JsonElement posts) = await shared.SendAsync("GET", $"/api/data/posts/{accountId}?limit=10");
        (int followersStatus, JsonElement followers) = await shared.SendAsync("GET", $"/api/data/followers/{accountId}");
        Assert.Equal((200, 10), (postsStatus, posts.GetProperty("posts").GetArrayLength()));
        Assert.Equal(200, followersStatus);
        Assert.True(followers.GetProperty("profile").GetProperty("followers").GetInt64() > 0);
        (_, JsonElement account) = await shared.SendAsync("GET", $"/api/v1/accounts/{accountId}");
        Assert.NotEqual(JsonValueKind.Null, account.GetProperty("last_sync_at").ValueKind);
    }

    [Fact]
    public async Task Collect_WhileOneRuns_JoinsIt()
    {
        string accountId = await shared.ConnectAsync();
        shared.Platforms.AddFault("youtube", "quota");

        string first = await shared.CollectAsync(accountId);
        await shared.ReachesAsync(accountId, first, "waiting");
        (int status, JsonElement second) = await shared.SendAsync("POST", $"/api/data/collect/{accountId}");

        Assert.Equal((202, first, "Data collection is under way already"), (status, second.Text("job_id"), second.Text("message")));
        Assert.EndsWith($"/api/data/jobs/{accountId}", second.Text("status_url"), StringComparison.Ordinal);
        Assert.False(second.TryGetProperty("statusQueryGetUri", out _));

        // The day's quota is that of all accounts: the other tests are not to wait for midnight in California.
        await shared.Service.ScalarAsync("delete from ingestion.api_rate_limits where provider = 'youtube'");
    }

    [Fact]
    public async Task Jobs_OfAnAccount_ComeInPages()
    {
        string accountId = await shared.ConnectAsync("empty");
        List<string> jobs = [];
        for (int i = 0; i < 3; i++)
        {
            jobs.Add(await shared.CollectAsync(accountId));
            await shared.ReachesAsync(accountId, jobs[^1], "completed");
        }

        (_, JsonElement page) = await shared.SendAsync("GET", $"/api/data/jobs/{accountId}?limit=2");
        (_, JsonElement rest) = await shared.SendAsync(
            "GET", $"/api/data/jobs/{accountId}?limit=2&cursor={Uri.EscapeDataString(page.Text("next")!)}");

        Assert.Equal([jobs[2], jobs[1]], page.GetProperty("jobs").EnumerateArray().Select(job => job.Text("job_id")));
        Assert.Equal([jobs[0]], rest.GetProperty("jobs").EnumerateArray().Select(job => job.Text("job_id")));
    }

    [Fact]
    public async Task Job_ThatFailed_SaysWhyAndWhatToDo()
    {
        string accountId = await shared.ConnectAsync("gone");

        string jobId = await shared.CollectAsync(accountId);
        JsonElement job = await shared.ReachesAsync(accountId, jobId, "completed", "failed");

        Assert.Equal(("failed", "PLATFORM_ACCOUNT_NOT_FOUND", "profile"), (job.Text("status"), job.Text("error_code"), job.Text("stage")));
        Assert.NotEmpty(job.Text("recovery_suggestion")!);
        await Fixtures.Eventually.TrueAsync(async () => (await shared.EventsAsync(accountId, jobId)).Length > 0);
        Assert.Equal(["account-sync-failed"], await shared.EventsAsync(accountId, jobId));
    }

    [Theory]
    [InlineData("POST", "/api/data/collect/{0}")]
    [InlineData("GET", "/api/data/jobs/{0}")]
    [InlineData("GET", "/api/data/posts/{0}")]
    [InlineData("GET", "/api/data/followers/{0}")]
    public async Task Routes_OfAnAccount_ShowItToItsOwnerOnly(string method, string route)
    {
        string accountId = await shared.ConnectAsync();
        string path = route.Replace("{0}", accountId, StringComparison.Ordinal);
        string unknown = route.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal);

        (await shared.SendAsync(method, path, key: SyncService.GlobexKey)).AssertError(404, "ACCOUNT_NOT_FOUND");
        (await shared.SendAsync(method, unknown)).AssertError(404, "ACCOUNT_NOT_FOUND");
        (await shared.SendAsync(method, path, key: null)).AssertError(401, "OWNER_UNKNOWN");
    }

    [Fact]
    public async Task Collect_WithoutConsent_IsRefused()
    {
        string accountId = await shared.ConnectAsync();
        await shared.SendAsync("PATCH", $"/api/v1/accounts/{accountId}", new { data_collection_enabled = false });

        (await shared.SendAsync("POST", $"/api/data/collect/{accountId}")).AssertError(409, "COLLECTION_NOT_ALLOWED");
    }

    [Fact]
    public async Task Crawls_ListsSyncsOnlyWhenAskedFor()
    {
        string accountId = await shared.ConnectAsync("empty");
        string jobId = await shared.CollectAsync(accountId);
        await shared.ReachesAsync(accountId, jobId, "completed");

        (_, JsonElement ordered) = await shared.Service.GetAsync("/api/v1/crawl?limit=1000");
        (_, JsonElement all) = await shared.Service.GetAsync("/api/v1/crawl?limit=1000&include_syncs=true");

        Assert.DoesNotContain(jobId, ordered.ToString(), StringComparison.Ordinal);
        Assert.Contains(jobId, all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfASyncsCrawl_ReadsTheRawFileAgain()
    {
        string accountId = await shared.ConnectAsync();
        string jobId = await shared.CollectAsync(accountId);
        await shared.AssertSyncedOnceAsync(accountId, jobId);
        await shared.Service.ScalarAsync($"delete from ingestion.social_posts where crawl_id = '{jobId}'");
        int calls = shared.Platforms.Calls("youtube", "videos.list");

        (int status, _) = await shared.Service.PostAsync($"/api/v1/crawl/{jobId}/replay");
        await shared.Service.ReachesAsync(jobId, "completed");

        Assert.Equal(202, status);
        Assert.Equal(2, await shared.Service.ScalarAsync($"select attempt from ingestion.crawl_metadata where crawl_id = '{jobId}'"));
        Assert.True((long)(await shared.Service.ScalarAsync($"select count(*) from ingestion.social_posts where crawl_id = '{jobId}'"))! > 50);
        Assert.Equal(calls, shared.Platforms.Calls("youtube", "videos.list"));
    }
}
