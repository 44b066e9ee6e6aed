using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of what Apple Music's catalogue has of an artist.</summary>
[Trait("Category", "Postgres")]
public sealed class AppleMusicSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const int TopSongs = 10;

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_AnArtist_StoresFactsAndNoCounts()
    {
        (Guid accountId, string id) = await AddAsync();
        int pages = Calls("artists.albums");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((Released() + TopSongs, Released() + TopSongs + 1), (Int(job, "posts"), Int(job, "stored_count")));
        Assert.Equal((Released() - 1) / 25, Calls("artists.albums") - pages);
        Assert.Equal(Released() + TopSongs, await host.CountAsync($"social_posts where author_handle = '{id}' and content_type = 'audio' and published_at is not null"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{id}' and followers is null and posts is null"));
        Assert.Equal(
            0, await host.CountAsync($"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{id}' and (m.likes is not null or m.views is not null)"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_AlbumsThatAreIncludedWithoutFacts_AreAskedFor()
    {
        int pages = Calls("artists.albums");

        JsonElement job = await host.SyncAsync((await AddAsync("bare")).AccountId);

        Assert.Equal(Released() + TopSongs, Int(job, "posts"));
        Assert.Equal((Released() + 24) / 25, Calls("artists.albums") - pages);
    }

    [Fact]
    public async Task Sync_Again_ReadsTheWholeCatalogueAndWritesNothing()
    {
        (Guid accountId, _) = await AddAsync();
        await host.SyncAsync(accountId);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal((Released() + TopSongs, 0, 0), (Int(job, "posts"), Int(job, "stored_count"), Int(job, "updated_count")));
    }

    [Fact]
    public async Task Sync_AnArtistWithoutReleases_IsComplete()
    {
        JsonElement job = await host.SyncAsync((await AddAsync("empty")).AccountId);

        Assert.Equal(("completed", 0), (job.GetProperty("status").GetString(), Int(job, "posts")));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("watermark_after").ValueKind);
    }

    [Theory]
    [InlineData("forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData("not_found", ErrorCodes.PlatformAccountNotFound)]
    public async Task Refusal_OfTheArtist_IsTheJobsError(string fault, string errorCode)
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("apple_music", fault);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", errorCode), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Limit_OfTheToken_IsWaitedFor()
    {
        Guid jobId = await host.StartAsync((await AddAsync()).AccountId);
        host.Platforms.AddFault("apple_music", "quota");

        Assert.Equal(FetchStatus.Wait, (await host.FetchOnceAsync(jobId)).Status);
    }

    [Fact]
    public async Task Token_RefusedBeforeItsTime_IsSignedAnew()
    {
        await host.SyncAsync((await AddAsync("empty")).AccountId);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.Platforms.AddFault("apple_music", "unauthorized");

        JsonElement job = await host.SyncAsync((await AddAsync("empty")).AccountId);

        Assert.Equal(("completed", 2), (job.GetProperty("status").GetString(), Int(job, "calls")));
    }

    [Fact]
    public async Task Token_ThatIsNotTaken_IsTheApplicationsFaultAndTheAccountStaysActive()
    {
        (Guid accountId, _) = await AddAsync("empty");
        host.Platforms.AddFault("apple_music", "unauthorized", 2);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", ErrorCodes.PlatformAppRefused), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
        Assert.Equal("active", (await host.Accounts.StateAsync(accountId)).Status);
    }

    [Fact]
    public async Task Pages_InACircle_EndWithAnError()
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("apple_music", "repeat_cursor", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(ErrorCodes.PlatformCursorRepeated, job.GetProperty("error_code").GetString());
    }

    private async Task<(Guid AccountId, string Id)> AddAsync(string prefix = "u")
    {
        string id = $"{prefix}{Guid.NewGuid():N}";
        return (await host.AddAsync("apple_music", id), id);
    }

    private int Released() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2019, 2, 1, 0, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(60)) + 1;

    private int Calls(string operation) => host.Platforms.Calls("apple_music", operation);

    private static int Int(JsonElement job, string name) => job.GetProperty(name).GetInt32();
}
