using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of TikTok users: what comes to the rows, what it costs in calls, and what the platform may refuse.</summary>
[Trait("Category", "Postgres")]
public sealed class TikTokSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const string Platform = "tiktok";
    private const int PageSize = 20;

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_AUser_StoresThemAndAllVideosInTheFewestCalls()
    {
        Guid accountId = await ConnectAsync();
        int before = Calls();

        JsonElement job = await host.SyncAsync(accountId);

        int posts = job.GetProperty("posts").GetInt32();
        string handle = await HandleAsync(accountId);
        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.InRange(posts, 80, 95);
        Assert.Equal(posts + 1, job.GetProperty("stored_count").GetInt32());
        Assert.Equal(1 + ((posts + PageSize - 1) / PageSize), Calls() - before);
        Assert.Equal(posts, await host.CountAsync($"social_posts where author_handle = '{handle}' and url like 'https://www.tiktok.com/@%/video/%' and url not like '%utm%'"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{handle}' and followers > 0 and posts = {posts}"));
        Assert.Equal(1, await host.CountAsync($"metrics where handle = '{handle}' and collection_source = 'api' and engagement_rate > 0"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Values_OfAVideo_AreThoseOfTheRawItem()
    {
        Guid accountId = await ConnectAsync();
        Guid jobId = (await host.SyncAsync(accountId)).GetProperty("job_id").GetGuid();
        JsonElement[] videos = [.. (await host.LinesAsync(jobId)).Skip(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("post"))];
        JsonElement video = videos.First(item => !item.TryGetProperty("share_count", out _));

        JsonElement row = await host.RowAsync(
            """
            select json_build_object('views', m.views, 'likes', m.likes, 'comments', m.comments, 'shares', m.shares,
                'published', extract(epoch from p.published_at)::bigint)::text
            from ingestion.social_posts p join ingestion.post_engagement_metrics m using (platform, post_id)
            where platform = 'tiktok' and post_id = @id
            """,
            new { id = video.GetProperty("id").GetString() });

        Assert.Equal(video.GetProperty("view_count").GetInt64(), row.GetProperty("views").GetInt64());
        Assert.Equal(video.GetProperty("like_count").GetInt64(), row.GetProperty("likes").GetInt64());
        Assert.Equal(video.GetProperty("comment_count").GetInt64(), row.GetProperty("comments").GetInt64());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("shares").ValueKind);
        Assert.Equal(video.GetProperty("create_time").GetInt64(), row.GetProperty("published").GetInt64());
    }

    [Fact]
    public async Task Sync_ADayLater_ReadsTheWindowOnlyAndSeesWhatGrew()
    {
        Guid accountId = await ConnectAsync();
        await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));
        int before = Calls();

        JsonElement second = await host.SyncAsync(accountId);

        Assert.Equal(2, Calls() - before);
        Assert.InRange(second.GetProperty("posts").GetInt32(), 15, 17);
        Assert.True(second.GetProperty("updated_count").GetInt32() >= 14);
        Assert.Equal(2, await host.CountAsync($"metrics where handle = '{await HandleAsync(accountId)}'"));
    }

    [Fact]
    public async Task Sync_AUserWithoutVideos_IsComplete()
    {
        JsonElement job = await host.SyncAsync(await ConnectAsync("empty"));

        Assert.Equal(("completed", 1, 0), (job.GetProperty("status").GetString(), job.GetProperty("profiles").GetInt32(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("watermark_after").ValueKind);
    }

    [Theory]
    [InlineData("insights_forbidden", "forbidden")]
    [InlineData("insights_retired", "invalid")]
    public async Task Stats_ThatAreRefused_AreAStateAndTheRestGoesOn(string fault, string state)
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, fault, 10);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal([("stats", state)], Groups(job));
        Assert.True(job.GetProperty("posts").GetInt32() > 0);
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{await HandleAsync(accountId)}' and bio is not null and followers is null"));
    }

    [Fact]
    public async Task Scopes_ThatWereNotGranted_AreNotAskedFor()
    {
        Guid accountId = await ConnectAsync();
        await host.Accounts.ExecuteAsync(
            "update ingestion.connected_accounts set scopes = array['user.info.basic'] where account_id = @accountId", new { accountId });
        int before = Calls();

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("completed", 1, 0), (job.GetProperty("status").GetString(), job.GetProperty("profiles").GetInt32(), job.GetProperty("posts").GetInt32()));
        Assert.Equal([("profile", "forbidden"), ("stats", "forbidden"), ("videos", "forbidden")], Groups(job));
        Assert.Equal(1, Calls() - before);
    }

    [Fact]
    public async Task Videos_ThatMayNotBeSeen_AreAStateAndTheProfileIsStored()
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, "videos_forbidden");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("completed", 1), (job.GetProperty("status").GetString(), job.GetProperty("stored_count").GetInt32()));
        Assert.Equal([("videos", "forbidden")], Groups(job));
    }

    [Fact]
    public async Task Limit_Reached_IsWaitedForAMinute()
    {
        Guid jobId = await host.StartAsync(await ConnectAsync());
        host.Platforms.AddFault(Platform, "quota");

        FetchResult first = await host.FetchOnceAsync(jobId);
        TimeSpan wait = first.Until!.Value - host.Clock.GetUtcNow();
        FetchResult second = await host.FetchAsync(jobId, first.Progress);

        Assert.Equal((FetchStatus.Wait, TimeSpan.FromMinutes(1), 0), (first.Status, wait, first.Progress.Failures));
        Assert.Null(second.Failure);
    }

    [Fact]
    public async Task Refusals_ThatEndTheSync_AreTheJobsError()
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, "forbidden", 2);
        JsonElement forbidden = await host.SyncAsync(accountId);
        host.Platforms.AddFault(Platform, "repeat_cursor", 1000);
        JsonElement circle = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "profile", ErrorCodes.PlatformPermissionMissing), Facts(forbidden));
        Assert.Equal(("failed", "posts", ErrorCodes.PlatformCursorRepeated), Facts(circle));
        Assert.Equal(0, await host.CountAsync($"sync_watermarks where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Tokens_OfAnotherUser_StoreNothing()
    {
        Guid accountId = await ConnectAsync();
        await host.Accounts.ExecuteAsync(
            "update ingestion.connected_accounts set external_id = 'somebody' || external_id where account_id = @accountId", new { accountId });

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "profile", ErrorCodes.PlatformPermissionMissing), Facts(job));
        Assert.Equal(0, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Token_ThatEnded_IsRenewedAndTheOldRefreshTokenIsDead()
    {
        Guid accountId = await ConnectAsync();
        AccountTokens before = await host.Accounts.TokensAsync(accountId);
        host.Platforms.AddFault(Platform, "unauthorized");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.NotEqual(before.RefreshToken, (await host.Accounts.TokensAsync(accountId)).RefreshToken);
    }

    private static (string?, string?, string?) Facts(JsonElement job) =>
        (job.GetProperty("status").GetString(), job.GetProperty("stage").GetString(), job.GetProperty("error_code").GetString());

    private static IEnumerable<(string?, string?)> Groups(JsonElement job) => job.GetProperty("insight_groups").EnumerateArray()
        .Select(group => (group.GetProperty("group").GetString(), group.GetProperty("state").GetString()));

    private Task<Guid> ConnectAsync(string prefix = "u") => host.ConnectAsync(prefix, Platform);

    private int Calls() => new[] { "user.info", "video.list" }.Sum(name => host.Platforms.Calls(Platform, name));

    private async Task<string> HandleAsync(Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        "select handle from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
