using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of users of X: what comes to the rows, what it costs in calls and resources, and what the platform may refuse.</summary>
[Trait("Category", "Postgres")]
public sealed class XSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const string Platform = "x";

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_AUser_StoresThemAndTheirOwnPosts()
    {
        Guid accountId = await ConnectAsync();

        JsonElement job = await host.SyncAsync(accountId);

        int posts = job.GetProperty("posts").GetInt32();
        string handle = await HandleAsync(accountId);
        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.InRange(posts, 250, 350);
        Assert.Equal(posts + 1, job.GetProperty("stored_count").GetInt32());
        Assert.Equal(posts, await host.CountAsync($"social_posts where author_handle = '{handle}' and is_repost = false"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{handle}' and followers > 0 and posts > {posts}"));
        Assert.Equal(1, await host.CountAsync($"metrics where handle = '{handle}' and collection_source = 'api' and engagement_rate > 0"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
        Assert.Equal(0, job.GetProperty("insight_groups").GetArrayLength());
    }

    [Fact]
    public async Task Sync_Bills_EachResourceOnceAndADayLaterTheWindowOnly()
    {
        Guid accountId = await ConnectAsync();
        JsonElement first = await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));
        int before = Calls();

        JsonElement second = await host.SyncAsync(accountId);

        Assert.Equal(1 + first.GetProperty("posts").GetInt32(), first.GetProperty("billed_resources").GetInt32());
        Assert.Equal(2, Calls() - before);
        Assert.InRange(second.GetProperty("posts").GetInt32(), 11, 17);
        Assert.Equal(1 + second.GetProperty("posts").GetInt32(), second.GetProperty("billed_resources").GetInt32());
        Assert.Equal(2, await host.CountAsync($"metrics where handle = '{await HandleAsync(accountId)}'"));
    }

    [Fact]
    public async Task Posts_OfTheRawFile_HaveTheirOwnMediaErrorsAndPrivateMetrics()
    {
        JsonElement[] lines = await LinesAsync(await host.SyncAsync(await ConnectAsync()));

        Assert.All(lines, line => Assert.Equal(
            KeysOf(line), Joined(line, "includes", "media_key").Concat(Joined(line, "insights", "resource_id"))));
        Assert.Contains(lines, line => line.TryGetProperty("insights", out _));
        Assert.All(lines, line => Assert.Equal(AgeOf(line) < 29, line.GetProperty("post").TryGetProperty("organic_metrics", out _)));
    }

    [Fact]
    public async Task Values_OfAPost_AreThoseOfTheRawItem()
    {
        JsonElement[] lines = await LinesAsync(await host.SyncAsync(await ConnectAsync()));
        JsonElement post = lines.Select(line => line.GetProperty("post"))
            .First(item => !item.GetProperty("public_metrics").TryGetProperty("bookmark_count", out _));
        JsonElement counts = post.GetProperty("public_metrics");

        JsonElement row = await host.RowAsync(
            """
            select json_build_object('views', m.views, 'shares', m.shares, 'saves', m.saves, 'published', p.published_at)::text
            from ingestion.social_posts p join ingestion.post_engagement_metrics m using (platform, post_id)
            where platform = 'x' and post_id = @id
            """,
            new { id = post.GetProperty("id").GetString() });

        Assert.Equal(counts.GetProperty("impression_count").GetInt64(), row.GetProperty("views").GetInt64());
        Assert.Equal(counts.GetProperty("retweet_count").GetInt64() + counts.GetProperty("quote_count").GetInt64(), row.GetProperty("shares").GetInt64());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("saves").ValueKind);
        Assert.Equal(post.GetProperty("created_at").GetDateTimeOffset(), row.GetProperty("published").GetDateTimeOffset());
    }

    [Fact]
    public async Task Sync_AUserWithThousandsOfPosts_GetsTheNewestThatXGives()
    {
        JsonElement job = await host.SyncAsync(await ConnectAsync("many"));

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.InRange(job.GetProperty("posts").GetInt32(), 650, 800);
    }

    [Fact]
    public async Task Sync_AUserWithoutPosts_IsComplete()
    {
        JsonElement job = await host.SyncAsync(await ConnectAsync("empty"));

        Assert.Equal(("completed", 0), (job.GetProperty("status").GetString(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("watermark_after").ValueKind);
    }

    [Theory]
    [InlineData("insights_retired", "organic_metrics=invalid")]
    [InlineData("insights_forbidden", "non_public_metrics=forbidden organic_metrics=forbidden")]
    [InlineData("insights_partial", "non_public_metrics=forbidden organic_metrics=forbidden")]
    public async Task Metrics_ThatAreRefused_AreAStateAndEveryPostIsStored(string fault, string groups)
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, fault, 10);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(groups, string.Join(' ', job.GetProperty("insight_groups").EnumerateArray()
            .Select(group => $"{group.GetProperty("group")}={group.GetProperty("state")}")));
        Assert.InRange(job.GetProperty("posts").GetInt32(), 250, 350);
    }

    [Theory]
    [InlineData("quota")]
    [InlineData("legacy_quota")]
    public async Task Limit_Reached_IsWaitedForUntilTheHeadersTime(string fault)
    {
        Guid jobId = await host.StartAsync(await ConnectAsync());
        host.Platforms.AddFault(Platform, fault);

        FetchResult first = await host.FetchOnceAsync(jobId);
        TimeSpan wait = first.Until!.Value - host.Clock.GetUtcNow();
        FetchResult second = await host.FetchAsync(jobId, first.Progress);

        Assert.Equal((FetchStatus.Wait, 0), (first.Status, first.Progress.Failures));
        Assert.InRange(wait, TimeSpan.FromMinutes(14.9), TimeSpan.FromMinutes(15));
        Assert.Null(second.Failure);
    }

    [Fact]
    public async Task UsageCap_Reached_IsAskedForOfTheLimitsAndNotOfTheHeader()
    {
        Guid jobId = await host.StartAsync(await ConnectAsync());
        host.Platforms.AddFault(Platform, "usage_cap");

        FetchResult first = await host.FetchOnceAsync(jobId);

        Assert.Equal((FetchStatus.Wait, TimeSpan.FromMinutes(1)), (first.Status, first.Until!.Value - host.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData("forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData("not_found", ErrorCodes.PlatformAccountNotFound)]
    [InlineData("credits", ErrorCodes.PlatformAppRefused)]
    public async Task Refusal_OfTheUser_IsTheJobsError(string fault, string errorCode)
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, fault);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "profile", errorCode), Facts(job));
        Assert.Equal(0, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Pages_InACircle_EndWithAnErrorAndKeepWhatCame()
    {
        Guid accountId = await ConnectAsync("many");
        host.Platforms.AddFault(Platform, "repeat_cursor", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "posts", ErrorCodes.PlatformCursorRepeated), Facts(job));
        Assert.True(job.GetProperty("stored_count").GetInt32() > 50);
        Assert.Equal(0, await host.CountAsync($"sync_watermarks where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Simulator_ManyCallsOfOneUser_AreRefusedAsXDoes()
    {
        Guid accountId = await ConnectAsync();
        string token = (await host.Accounts.TokensAsync(accountId)).AccessToken;
        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Uri me = new($"{host.Platforms.BaseUrl}/api.x.com/2/users/me?user.fields=public_metrics");
        for (int call = 1; call <= 75; call++)
        {
            using HttpResponseMessage taken = await client.GetAsync(me);
            Assert.Equal((75 - call).ToString(CultureInfo.InvariantCulture), taken.Headers.GetValues("x-rate-limit-remaining").Single());
        }

        using HttpResponseMessage refused = await client.GetAsync(me);

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter);
        Assert.Contains("problems/rate-limit-exceeded", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static (string?, string?, string?) Facts(JsonElement job) =>
        (job.GetProperty("status").GetString(), job.GetProperty("stage").GetString(), job.GetProperty("error_code").GetString());

    private static IEnumerable<string?> KeysOf(JsonElement line) =>
        line.GetProperty("post").TryGetProperty("attachments", out JsonElement attachments)
            ? attachments.GetProperty("media_keys").EnumerateArray().Select(key => key.GetString())
            : [];

    private static IEnumerable<string?> Joined(JsonElement line, string list, string name) =>
        line.TryGetProperty(list, out JsonElement items) ? items.EnumerateArray().Select(item => item.GetProperty(name).GetString()) : [];

    private double AgeOf(JsonElement line) =>
        (host.Clock.GetUtcNow() - line.GetProperty("post").GetProperty("created_at").GetDateTimeOffset()).TotalDays;

    private async Task<JsonElement[]> LinesAsync(JsonElement job) =>
    [
        .. (await host.LinesAsync(job.GetProperty("job_id").GetGuid())).Skip(1).Select(line => JsonDocument.Parse(line).RootElement),
    ];

    private Task<Guid> ConnectAsync(string prefix = "u") => host.ConnectAsync(prefix, Platform);

    private int Calls() => new[] { "users/me", "users/tweets" }.Sum(name => host.Platforms.Calls(Platform, name));

    private async Task<string> HandleAsync(Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        "select handle from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
