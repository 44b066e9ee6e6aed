using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of Facebook Pages, down to the rows. What they share with Instagram is tested there.</summary>
[Trait("Category", "Postgres")]
public sealed class FacebookSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const string Platform = "facebook";

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_APage_StoresItAndItsPostsInFewCalls()
    {
        Guid accountId = await host.ConnectAsync("u", Platform);
        int published = Published();

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((1, published), (job.GetProperty("profiles").GetInt32(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(2 + ((published + 24) / 25), job.GetProperty("calls").GetInt32());
        string posts = await PostsAsync(accountId);
        Assert.Equal(published, await host.CountAsync($"{posts} and m.likes is not null and m.comments is not null"));
        Assert.Equal((published + 4) / 5, await host.CountAsync($"{posts} and m.shares = 0"));
        Assert.InRange(await host.CountAsync($"{posts} and m.reach is null and m.views is null"), 0, 1);
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{await HandleAsync(accountId)}' and followers > 0"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_Again_ReadsTheWindowOnlyAndWritesWhatChanged()
    {
        Guid accountId = await host.ConnectAsync("u", Platform);
        await host.SyncAsync(accountId);

        JsonElement second = await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));
        JsonElement third = await host.SyncAsync(accountId);

        Assert.Equal(3, second.GetProperty("calls").GetInt32());
        Assert.Equal((0, 0), (second.GetProperty("stored_count").GetInt32(), second.GetProperty("updated_count").GetInt32()));
        Assert.True(third.GetProperty("updated_count").GetInt32() >= 15);
    }

    [Fact]
    public async Task Metric_ThatWasGivenUp_ClosesItsGroupsOnly()
    {
        Guid accountId = await host.ConnectAsync("retired", Platform);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(
            ["page_views retired", "post_views retired"],
            job.GetProperty("insight_groups").EnumerateArray().Select(
                group => $"{group.GetProperty("group").GetString()} {group.GetProperty("state").GetString()}").Order());
        string posts = await PostsAsync(accountId);
        Assert.Equal(0, await host.CountAsync($"{posts} and m.views is not null"));
        Assert.True(await host.CountAsync($"{posts} and m.reach is not null") >= Published() - 1);
    }

    [Fact]
    public async Task Limit_OfThePage_IsWaitedFor()
    {
        Guid jobId = await host.StartAsync(await host.ConnectAsync("u", Platform));
        host.Platforms.AddFault(Platform, "quota", after: 1);

        FetchResult first = await host.FetchOnceAsync(jobId);
        await host.FinishAsync(jobId, await host.FetchAsync(jobId, first.Progress));

        Assert.Equal(FetchStatus.Wait, first.Status);
        Assert.Equal("completed", (await host.JobAsync(jobId)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Token_ThatIsNotTaken_CannotBeRenewedAndMarksTheAccount()
    {
        Guid accountId = await host.ConnectAsync("u", Platform);
        host.Platforms.AddFault(Platform, "unauthorized");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(ErrorCodes.ReauthorizationRequired, job.GetProperty("error_code").GetString());
        Assert.Equal(("reauthorization_required", ErrorCodes.ReauthorizationRequired), await host.Accounts.StateAsync(accountId));
    }

    [Fact]
    public async Task Page_ThatIsGone_IsTheJobsError()
    {
        JsonElement job = await host.SyncAsync(await host.ConnectAsync("gone", Platform));

        Assert.Equal(("failed", ErrorCodes.PlatformAccountNotFound), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Tokens_InThePlatformsAddressesOfPages_AreNotKept()
    {
        Guid accountId = await host.ConnectAsync("retired", Platform);
        AccountTokens tokens = await host.Accounts.TokensAsync(accountId);
        Guid jobId = await host.StartAsync(accountId);
        FetchResult fetched = await host.FetchAsync(jobId);
        await host.FinishAsync(jobId, fetched);

        string told = JsonSerializer.Serialize(fetched) + await host.JobAsync(jobId) + string.Join('\n', await host.LinesAsync(jobId))
            + string.Join('\n', host.Accounts.Logs.Lines);

        Assert.DoesNotContain(tokens.AccessToken, told, StringComparison.Ordinal);
    }

    private int Published() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(2)) + 1;

    private async Task<string> PostsAsync(Guid accountId) =>
        $"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{await HandleAsync(accountId)}'";

    /// <summary>The name in the address of the Page, which the simulated ones have their id for.</summary>
    private async Task<string> HandleAsync(Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        "select external_id from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
