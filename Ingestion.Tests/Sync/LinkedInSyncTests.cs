using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of organizations: posts and their statistics are two calls that are joined.</summary>
[Trait("Category", "Postgres")]
public sealed class LinkedInSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const int SilentEvery = 7;

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_AnOrganization_JoinsPostsAndTheirStatistics()
    {
        (Guid accountId, string id) = await AddAsync();
        int before = Calls("posts");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((Posted(), Posted() + 1, 0), (Int(job, "posts"), Int(job, "stored_count"), job.GetProperty("insight_groups").GetArrayLength()));
        Assert.Equal((Posted() + 49) / 50, Calls("posts") - before);
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{id}' and followers >= 1000"));
        Assert.Equal(
            ((Posted() + SilentEvery - 1) / SilentEvery, Posted()),
            (await host.CountAsync(Metrics(id, "likes is null and m.impressions is null")), await host.CountAsync(Metrics(id, "author_followers >= 1000"))));
        Assert.Equal(Posted() - ((Posted() + SilentEvery - 1) / SilentEvery), await host.CountAsync(Metrics(id, "likes > 0 and m.impressions > m.reach")));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_ADayLater_ReadsOnePageAndWhatWasChangedToo()
    {
        (Guid accountId, string id) = await AddAsync();
        await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));

        JsonElement job = await host.SyncAsync(accountId);

        // Followers, gains, one page, statistics of shares and of other posts.
        Assert.Equal(5, Int(job, "calls"));
        Assert.InRange(Int(job, "posts"), 10, 14);
        Assert.True(Int(job, "updated_count") >= 8);
        Assert.Equal(2, await host.CountAsync($"metrics where handle = '{id}'"));
    }

    [Fact]
    public async Task Sync_AnOrganizationWithoutPosts_IsComplete()
    {
        JsonElement job = await host.SyncAsync((await AddAsync("empty")).AccountId);

        Assert.Equal(("completed", 0, 3), (job.GetProperty("status").GetString(), Int(job, "posts"), Int(job, "calls")));
    }

    [Theory]
    [InlineData("insights_forbidden", "forbidden")]
    [InlineData("insights_retired", "retired")]
    [InlineData("insights_unavailable", "unavailable")]
    public async Task Numbers_ThatCannotBeHad_AreStatesAndThePostsComeWithUnknownCounts(string fault, string state)
    {
        (Guid accountId, string id) = await AddAsync();
        host.Platforms.AddFault("linkedin", fault, 100);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("completed", Posted()), (job.GetProperty("status").GetString(), Int(job, "posts")));
        Assert.Equal(
            [("followers", state), ("post_statistics", state)],
            job.GetProperty("insight_groups").EnumerateArray().Select(group => (group.GetProperty("group").GetString(), group.GetProperty("state").GetString())));
        Assert.Equal(0, await host.CountAsync(Metrics(id, "likes is not null")));
    }

    [Theory]
    [InlineData("forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData("not_found", ErrorCodes.PlatformAccountNotFound)]
    public async Task Refusal_OfEverything_IsTheJobsError(string fault, string errorCode)
    {
        (Guid accountId, _) = await AddAsync();
        host.Platforms.AddFault("linkedin", fault, 10);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", errorCode), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Ceiling_OfTheDay_IsWaitedForUntilMidnight()
    {
        Guid jobId = await host.StartAsync((await AddAsync()).AccountId);
        host.Platforms.AddFault("linkedin", "quota");
        DateTimeOffset midnight = new(host.Clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

        FetchResult first = await host.FetchOnceAsync(jobId);

        Assert.Equal(FetchStatus.Wait, first.Status);
        Assert.True(first.Until >= midnight);
    }

    [Fact]
    public async Task Token_RefusedBeforeItsTime_IsReplacedAndTheSyncGoesOn()
    {
        (Guid accountId, _) = await AddAsync("empty");
        AccountTokens before = await host.Accounts.TokensAsync(accountId);
        host.Platforms.AddFault("linkedin", "unauthorized");

        Assert.Equal("completed", (await host.SyncAsync(accountId)).GetProperty("status").GetString());
        Assert.NotEqual(before.AccessToken, (await host.Accounts.TokensAsync(accountId)).AccessToken);
    }

    [Fact]
    public async Task Version_ThatHasEnded_IsTheJobsErrorAndNamesTheSetting()
    {
        IServiceProvider old = await host.AddHostAsync(("LinkedIn:ApiVersion", "202507"));

        JsonElement job = await host.SyncAsync((await AddAsync()).AccountId, old);

        Assert.Equal(ErrorCodes.PlatformEndpointRetired, job.GetProperty("error_code").GetString());
        Assert.Contains("LinkedIn__ApiVersion", job.GetProperty("error_message").GetString(), StringComparison.Ordinal);
        Assert.Contains(host.Accounts.Logs.Lines, line => line.Contains("LinkedIn__ApiVersion 202507", StringComparison.Ordinal));
    }

    private async Task<(Guid AccountId, string Id)> AddAsync(string prefix = "u")
    {
        Guid accountId = await host.ConnectAsync(prefix, "linkedin");
        return (accountId, (await host.Accounts.Database.ScalarAsync<string>(
            "select external_id from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!);
    }

    private int Posted() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(3)) + 1;

    private int Calls(string operation) => host.Platforms.Calls("linkedin", operation);

    private static string Metrics(string id, string condition) =>
        $"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{id}' and m.{condition}";

    private static int Int(JsonElement job, string name) => job.GetProperty(name).GetInt32();
}
