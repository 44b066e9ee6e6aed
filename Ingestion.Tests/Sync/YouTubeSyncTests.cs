using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Core.Read;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of channels that go well, down to the rows.</summary>
[Trait("Category", "Postgres")]
public sealed class YouTubeSyncTests(SyncHost host) : IClassFixture<SyncHost>
{
    [Fact]
    public async Task Sync_AChannel_StoresItAndAllItsVideos()
    {
        Guid accountId = await host.ConnectAsync();
        int published = Published();

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((1, published), (job.GetProperty("profiles").GetInt32(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(published + 1, job.GetProperty("stored_count").GetInt32());
        string handle = await HandleAsync(accountId);
        Assert.Equal(published, await host.CountAsync($"social_posts where author_handle = '{handle}'"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{handle}' and followers > 0 and posts = {published}"));
        Assert.Equal(1, await host.CountAsync($"metrics where handle = '{handle}' and collection_source = 'api' and engagement_rate > 0"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_AChannel_CostsOneUnitAndTwoForEveryFiftyVideos()
    {
        Guid accountId = await host.ConnectAsync();
        int pages = (Published() + 49) / 50;
        int before = Calls();

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(1 + (2 * pages), Calls() - before);
        Assert.Equal((2 + (2 * pages), 1 + (2 * pages)), (job.GetProperty("calls").GetInt32(), job.GetProperty("units").GetInt32()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Seal_InOneRunOrTwo_KnowsTheFile(int faults, int runs)
    {
        Guid jobId = await host.StartAsync(await host.ConnectAsync());
        host.Platforms.AddFault("youtube", "unavailable", faults, after: 3);

        FetchResult fetched = await host.FetchAsync(jobId);
        await host.FinishAsync(jobId, fetched);

        byte[] file = Encoding.UTF8.GetBytes(string.Concat((await host.LinesAsync(jobId)).Select(line => line + '\n')));
        Assert.Equal(runs, fetched.Progress.Blocks.Count);
        Assert.Equal(1, await host.CountAsync(
            $"raw_data_crawl_snapshots where crawl_id = '{jobId}' and payload_bytes = {file.Length} and sha256 = '{Convert.ToHexStringLower(SHA256.HashData(file))}'"));
    }

    [Fact]
    public async Task Sync_ADayLater_ReadsTheWindowOnlyAndSeesWhatGrew()
    {
        Guid accountId = await host.ConnectAsync();
        JsonElement first = await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));
        int before = Calls();

        JsonElement second = await host.SyncAsync(accountId);

        Assert.Equal(3, Calls() - before);
        Assert.InRange(second.GetProperty("posts").GetInt32(), 15, 17);
        Assert.Equal(first.GetProperty("watermark_after").GetString(), second.GetProperty("watermark_before").GetString());
        Assert.True(second.GetProperty("updated_count").GetInt32() >= 15);
        string handle = await HandleAsync(accountId);
        Assert.Equal(2, await host.CountAsync($"metrics where handle = '{handle}'"));
    }

    [Fact]
    public async Task Lineage_OfAPost_IsTheItemAsThePlatformSentIt()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();
        string line = (await host.LinesAsync(jobId))[1];
        string postId = JsonDocument.Parse(line).RootElement.GetProperty("post").GetProperty("id").GetString()!;

        Lineage lineage = (await host.Get<LineageReader>().FindAsync("youtube", postId, Scope.All, default))!;
        RawRecord raw = await host.Get<RawRecords>().ReadAsync(lineage.BlobPath!, lineage.Place, default);
        using JsonDocument record = JsonDocument.Parse(raw.Bytes);

        Assert.Equal((jobId, "youtube-api", $"sync_{jobId:N}"), (lineage.CrawlId, lineage.DatasetId, lineage.SnapshotId));
        Assert.Equal(line, record.RootElement.GetRawText());
        Assert.Equal(accountId, record.RootElement.GetProperty("account").GetProperty("account_id").GetGuid());
        Assert.Equal(JsonValueKind.String, record.RootElement.GetProperty("post").GetProperty("statistics").GetProperty("viewCount").ValueKind);
    }

    [Fact]
    public async Task Profile_OfARawFile_HasItsInsights()
    {
        Guid jobId = (await host.SyncAsync(await host.ConnectAsync())).GetProperty("job_id").GetGuid();

        using JsonDocument profile = JsonDocument.Parse((await host.LinesAsync(jobId))[0]);

        Assert.Equal("youtube#channel", profile.RootElement.GetProperty("profile").GetProperty("kind").GetString());
        Assert.Equal(8, profile.RootElement.GetProperty("insights")[0].GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Sync_HiddenSubscribers_AreUnknown()
    {
        Guid accountId = await host.ConnectAsync("hidden");

        Assert.Equal("completed", (await host.SyncAsync(accountId)).GetProperty("status").GetString());

        string handle = await HandleAsync(accountId);
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{handle}' and followers is null and posts > 0"));
        Assert.Equal(0, await host.CountAsync($"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{handle}' and m.author_followers is not null"));
    }

    [Fact]
    public async Task Sync_AChannelWithoutVideos_IsComplete()
    {
        JsonElement job = await host.SyncAsync(await host.ConnectAsync("empty"));

        Assert.Equal(("completed", 0), (job.GetProperty("status").GetString(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("watermark_after").ValueKind);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task Sync_EngagementUnlikeThatOfTheDayBefore_IsToldUnlessThatWasTheFirstSync(int daysBefore, int events)
    {
        Guid accountId = await host.ConnectAsync();
        for (int day = 0; day < daysBefore; day++)
        {
            await host.SyncAsync(accountId);
            host.Clock.Advance(TimeSpan.FromDays(1));
        }

        string handle = await HandleAsync(accountId);
        await host.Accounts.Database.ExecuteAsync(
            "update ingestion.metrics set engagement_rate = engagement_rate + 50 where handle = @handle", new { handle }, default);

        await host.SyncAsync(accountId);

        Assert.Equal(events, await host.CountAsync(
            $"outbox where aggregate_id = '{accountId}' and event_type = 'metrics-significant-change' and (envelope -> 'data' ->> 'engagement_change')::numeric < -40"));
    }

    [Fact]
    public async Task Sync_Twice_UnchangedVideosAreNotWritten()
    {
        Guid accountId = await host.ConnectAsync();
        await host.SyncAsync(accountId);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal((0, 0), (job.GetProperty("stored_count").GetInt32(), job.GetProperty("updated_count").GetInt32()));
    }

    [Fact]
    public async Task Conclude_AGoodSync_TellsTheAccountAndTheWorldOnce()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = await host.StartAsync(accountId);
        FetchResult fetched = await host.FetchAsync(jobId);

        await host.FinishAsync(jobId, fetched);
        await host.FinishAsync(jobId, fetched);

        JsonElement told = Assert.Single(await host.Accounts.EventsAsync(accountId));
        Assert.Equal("account-sync-completed", told.GetProperty("event_type").GetString());
        Assert.Equal(jobId, told.GetProperty("data").GetProperty("job_id").GetGuid());
        Assert.Equal(1, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
        Assert.Equal(1, await host.CountAsync($"connected_accounts where account_id = '{accountId}' and last_sync_at is not null and last_error_code is null"));
        Assert.Equal(3, await host.CountAsync($"data_collection_logs where job_id = '{jobId}'"));
    }

    [Fact]
    public async Task Crawls_OfSyncs_AreListedOnlyWhenAskedFor()
    {
        Guid jobId = (await host.SyncAsync(await host.ConnectAsync())).GetProperty("job_id").GetGuid();
        CrawlStore store = host.Get<CrawlStore>();

        CrawlPage ordered = await store.ListAsync(new CrawlQuery(), Scope.All, default);
        CrawlPage all = await store.ListAsync(new CrawlQuery { IncludesSyncs = true }, Scope.All, default);

        Assert.DoesNotContain(ordered.Crawls, crawl => crawl.CrawlId == jobId);
        Assert.Contains(all.Crawls, crawl => crawl.CrawlId == jobId && crawl.AccountId is not null);
    }

    [Fact]
    public async Task Recovery_OfASyncsCrawl_DoesNotAskBrightData()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();
        await host.Accounts.ExecuteAsync(
            "update ingestion.crawl_metadata set status = 'failed', error_code = 'INTERNAL_ERROR' where crawl_id = @jobId", new { jobId });

        Assert.Equal(ReopenStatus.NotReopenable, (await host.Get<CrawlRecovery>().ReopenAsync(jobId, Scope.All, default)).Status);
    }

    private int Published() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(2)) + 1;

    private int Calls() => new[] { "channels.list", "playlistItems.list", "videos.list" }.Sum(name => host.Platforms.Calls("youtube", name));

    private async Task<string> HandleAsync(Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        "select handle from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
