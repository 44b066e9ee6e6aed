using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of artists, by applications in development mode and with extended quota.</summary>
[Trait("Category", "Postgres")]
public sealed class SpotifySyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const int GuestEvery = 6;
    private static readonly (string, string?)[] Extended = [("Spotify:ClientId", "extended-1"), ("Spotify:HasExtendedQuota", "true")];

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_InDevelopmentMode_StoresReleasesAndUnknownFollowers()
    {
        (Guid accountId, string id) = await AddAsync();
        int tracks = host.Platforms.Calls("spotify", "artists.top-tracks");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((1, Released(), Released() + 1), (Int(job, "profiles"), Int(job, "posts"), Int(job, "stored_count")));
        Assert.Equal(tracks, host.Platforms.Calls("spotify", "artists.top-tracks"));
        Assert.Equal(("top_tracks", "retired"), Group(job));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{id}' and followers is null"));
        Assert.Equal(Released() - Guests(), await host.CountAsync($"social_posts where author_handle = '{id}' and content_type = 'audio'"));
        Assert.Equal(Guests(), await host.CountAsync($"social_posts where author_handle = 'guest{id}'"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_WithExtendedQuota_StoresFollowersAndTopTracks()
    {
        IServiceProvider extended = await host.AddHostAsync(Extended);
        (Guid accountId, string id) = await AddAsync();

        JsonElement job = await host.SyncAsync(accountId, extended);

        Assert.Equal(Released() + 10, Int(job, "posts"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{id}' and followers > 1000"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
        Assert.Equal(0, job.GetProperty("insight_groups").GetArrayLength());
        Assert.Equal(
            0, await host.CountAsync($"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{id}' and (m.likes is not null or m.views is not null)"));
    }

    [Fact]
    public async Task Sync_ADayLater_ReadsTheFirstPageOfEachGroup()
    {
        (Guid accountId, _) = await AddAsync();
        int pages = host.Platforms.Calls("spotify", "artists.albums");
        JsonElement first = await host.SyncAsync(accountId);
        int between = host.Platforms.Calls("spotify", "artists.albums");
        host.Clock.Advance(TimeSpan.FromDays(1));

        JsonElement second = await host.SyncAsync(accountId);

        Assert.Equal(((Albums() + 9) / 10) + ((Released() - Albums() + 9) / 10), between - pages);
        Assert.Equal((3, 2), (Int(second, "calls"), host.Platforms.Calls("spotify", "artists.albums") - between));
        Assert.Equal(first.GetProperty("watermark_after").GetString(), second.GetProperty("watermark_before").GetString());
        Assert.InRange(Int(second, "posts"), 1, 2);
    }

    [Fact]
    public async Task Sync_AnArtistWithoutReleases_IsComplete()
    {
        JsonElement job = await host.SyncAsync((await AddAsync("empty")).AccountId);

        Assert.Equal(("completed", 0), (job.GetProperty("status").GetString(), Int(job, "posts")));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("watermark_after").ValueKind);
    }

    [Fact]
    public async Task Sync_ListsWithNulls_AreReadWithoutThem()
    {
        JsonElement job = await host.SyncAsync((await AddAsync("nulls")).AccountId, await host.AddHostAsync(Extended));

        Assert.Equal(("completed", Released() + 10), (job.GetProperty("status").GetString(), Int(job, "posts")));
    }

    [Theory]
    [InlineData("insights_forbidden", "forbidden")]
    [InlineData("insights_retired", "retired")]
    [InlineData("insights_unavailable", "unavailable")]
    public async Task TopTracks_ThatCannotBeHad_AreAStateAndTheRestGoesOn(string fault, string state)
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("spotify", fault, 10);

        JsonElement job = await host.SyncAsync(accountId, await host.AddHostAsync(Extended));

        Assert.Equal(("completed", Released()), (job.GetProperty("status").GetString(), Int(job, "posts")));
        Assert.Equal(("top_tracks", state), Group(job));
    }

    [Theory]
    [InlineData("forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData("not_found", ErrorCodes.PlatformAccountNotFound)]
    public async Task Refusal_OfTheArtist_IsTheJobsError(string fault, string errorCode)
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("spotify", fault);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", errorCode), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Limit_WithRetryAfter_IsWaitedFor()
    {
        Guid jobId = await host.StartAsync((await AddAsync()).AccountId);
        host.Platforms.AddFault("spotify", "quota");
        DateTimeOffset asked = host.Clock.GetUtcNow();

        FetchResult first = await host.FetchOnceAsync(jobId);

        Assert.Equal(FetchStatus.Wait, first.Status);
        Assert.True(first.Until >= asked.AddSeconds(7));
    }

    [Fact]
    public async Task Token_RefusedBeforeItsTime_IsReplacedForAll()
    {
        IServiceProvider other = await host.AddHostAsync();
        await host.SyncAsync((await AddAsync("empty")).AccountId, other);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        int tokens = host.Platforms.Calls("spotify", "token");
        host.Platforms.AddFault("spotify", "unauthorized");

        JsonElement job = await host.SyncAsync((await AddAsync("empty")).AccountId, other);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(tokens + 1, host.Platforms.Calls("spotify", "token"));
    }

    [Fact]
    public async Task Token_RefusedTwice_IsTheApplicationsFaultAndTheAccountStaysActive()
    {
        (Guid accountId, _) = await AddAsync("empty");
        host.Platforms.AddFault("spotify", "unauthorized", 2);

        JsonElement job = await host.SyncAsync(accountId, await host.AddHostAsync());

        Assert.Equal(("failed", ErrorCodes.PlatformAppRefused), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
        Assert.Equal("active", (await host.Accounts.StateAsync(accountId)).Status);
    }

    [Fact]
    public async Task Pages_InACircle_EndWithAnError()
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("spotify", "repeat_cursor", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(ErrorCodes.PlatformCursorRepeated, job.GetProperty("error_code").GetString());
    }

    private async Task<(Guid AccountId, string Id)> AddAsync(string prefix = "u")
    {
        string id = $"{prefix}{Guid.NewGuid():N}";
        return (await host.AddAsync("spotify", id), id);
    }

    private int Released() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2018, 1, 15, 0, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(90)) + 1;

    private int Albums() => (Released() + 3) / 4;

    private int Guests() => Released() / GuestEvery;

    private static int Int(JsonElement job, string name) => job.GetProperty(name).GetInt32();

    private static (string?, string?) Group(JsonElement job)
    {
        JsonElement group = job.GetProperty("insight_groups")[0];
        return (group.GetProperty("group").GetString(), group.GetProperty("state").GetString());
    }
}
