using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>Syncs of Instagram accounts, down to the rows.</summary>
[Trait("Category", "Postgres")]
public sealed class InstagramSyncTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    private const string Platform = "instagram";

    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Sync_AnAccount_StoresItAndItsPostsInThreeCalls()
    {
        Guid accountId = await ConnectAsync();
        int published = Published();

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal((1, published), (job.GetProperty("profiles").GetInt32(), job.GetProperty("posts").GetInt32()));
        Assert.Equal(2 + ((published + 49) / 50), job.GetProperty("calls").GetInt32());
        string posts = await PostsAsync(accountId);
        Assert.Equal(published, await host.CountAsync($"{posts} and m.comments is not null"));
        Assert.Equal((published + 6) / 7, await host.CountAsync($"{posts} and m.likes is null"));
        Assert.InRange(await host.CountAsync($"{posts} and m.reach is null and m.views is null and m.saves is null"), 1, 2);
        Assert.Equal(published, await host.CountAsync($"{posts} and p.post_id ~ '^[0-9]+$' and p.url like 'https://www.instagram.com/p/%'"));
        Assert.Equal(1, await host.CountAsync($"follower_metrics where handle = '{await HandleAsync(accountId)}' and followers > 0 and posts = {published}"));
        Assert.Equal(0, await host.CountAsync($"schema_drift where crawl_id = '{job.GetProperty("job_id").GetGuid()}'"));
    }

    [Fact]
    public async Task Sync_ADayLater_ReadsTheWindowOnlyAndSeesWhatGrew()
    {
        Guid accountId = await ConnectAsync();
        await host.SyncAsync(accountId);
        host.Clock.Advance(TimeSpan.FromDays(1));

        JsonElement second = await host.SyncAsync(accountId);

        Assert.Equal(3, second.GetProperty("calls").GetInt32());
        Assert.InRange(second.GetProperty("posts").GetInt32(), 15, 17);
        Assert.True(second.GetProperty("updated_count").GetInt32() >= 15);
        Assert.Equal(2, await host.CountAsync($"metrics where handle = '{await HandleAsync(accountId)}'"));
    }

    [Fact]
    public async Task Sync_Twice_UnchangedPostsAreNotWritten()
    {
        Guid accountId = await ConnectAsync();
        await host.SyncAsync(accountId);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal((0, 0), (job.GetProperty("stored_count").GetInt32(), job.GetProperty("updated_count").GetInt32()));
    }

    [Fact]
    public async Task Posts_FromBeforeTheConversion_AreStoredWithoutInsightsAndTheOthersWith()
    {
        Guid accountId = await ConnectAsync("converted");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(Published(), job.GetProperty("posts").GetInt32());
        string posts = await PostsAsync(accountId);
        Assert.InRange(await host.CountAsync($"{posts} and m.reach is null"), 11, 12);
        Assert.Equal(Published(), await host.CountAsync($"{posts} and m.comments is not null"));
    }

    [Fact]
    public async Task Posts_WithFewViewers_LeaveTheGroupsOpen()
    {
        Guid accountId = await ConnectAsync("quiet");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(0, job.GetProperty("insight_groups").GetArrayLength());
        Assert.InRange(
            await host.CountAsync($"{await PostsAsync(accountId)} and m.reach is null"), (Published() + 8) / 9, ((Published() + 8) / 9) + 2);
    }

    [Fact]
    public async Task Metric_ThatWasGivenUp_ClosesItsGroupsOnly()
    {
        Guid accountId = await ConnectAsync("retired");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(
            [("account_reach", "retired"), ("post_reach", "retired")],
            job.GetProperty("insight_groups").EnumerateArray().Select(Group).Order());
        string posts = await PostsAsync(accountId);
        Assert.Equal(0, await host.CountAsync($"{posts} and m.reach is not null"));
        Assert.True(await host.CountAsync($"{posts} and m.saves is not null") >= Published() - 2);
    }

    [Theory]
    [InlineData("insights_forbidden", "forbidden")]
    [InlineData("insights_unavailable", "unavailable")]
    public async Task Insights_ThatCannotBeHad_AreAStateAndTheRestGoesOn(string fault, string state)
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, fault, 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(Published(), job.GetProperty("posts").GetInt32());
        Assert.Equal(5, job.GetProperty("insight_groups").GetArrayLength());
        Assert.All(job.GetProperty("insight_groups").EnumerateArray(), group => Assert.Equal(state, group.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData(3, "completed")]
    [InlineData(1000, "failed")]
    public async Task NotFound_WhileThrottled_IsBelievedAfterManyTriesOnly(int times, string status)
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, "not_found", times);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(status, job.GetProperty("status").GetString());
        Assert.Equal(status == "failed" ? ErrorCodes.PlatformAccountNotFound : null, job.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task Permission_ThatIsMissing_IsTheJobsError()
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, "forbidden");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", ErrorCodes.PlatformPermissionMissing), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Limit_OfTheApplication_IsWaitedFor()
    {
        Guid jobId = await host.StartAsync(await ConnectAsync());
        host.Platforms.AddFault(Platform, "quota");

        FetchResult first = await host.FetchOnceAsync(jobId);
        await host.FinishAsync(jobId, await host.FetchAsync(jobId, first.Progress));

        Assert.Equal((FetchStatus.Wait, 0), (first.Status, first.Progress.Failures));
        Assert.Equal("completed", (await host.JobAsync(jobId)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Pages_InACircle_EndWithAnErrorAndKeepWhatCame()
    {
        Guid accountId = await ConnectAsync();
        host.Platforms.AddFault(Platform, "repeat_cursor", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", ErrorCodes.PlatformCursorRepeated), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
        Assert.Equal(51, job.GetProperty("stored_count").GetInt32());
    }

    [Fact]
    public async Task Token_RevokedAtThePlatform_EndsTheSyncAndMarksTheAccount()
    {
        Guid accountId = await ConnectAsync("revoked");
        host.Platforms.Revoke(Platform, await ExternalIdAsync(accountId));

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(ErrorCodes.ReauthorizationRequired, job.GetProperty("error_code").GetString());
        Assert.Equal(("reauthorization_required", ErrorCodes.ReauthorizationRequired), await host.Accounts.StateAsync(accountId));
    }

    [Fact]
    public async Task Token_OfAnotherAccount_IsNotTakenForThisOnes()
    {
        Guid accountId = await ConnectAsync();
        await host.Accounts.ExecuteAsync(
            "update ingestion.connected_accounts set external_id = 'other' where account_id = @accountId", new { accountId });

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", ErrorCodes.PlatformAccountNotFound), (job.GetProperty("status").GetString(), job.GetProperty("error_code").GetString()));
        Assert.Equal(0, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("converted")]
    public async Task Tokens_InThePlatformsAddressesOfPages_AreNotKept(string prefix)
    {
        Guid accountId = await ConnectAsync(prefix);
        AccountTokens tokens = await host.Accounts.TokensAsync(accountId);
        Guid jobId = await host.StartAsync(accountId);
        FetchResult fetched = await host.FetchAsync(jobId);
        await host.FinishAsync(jobId, fetched);

        string told = JsonSerializer.Serialize(fetched) + await host.JobAsync(jobId) + string.Join('\n', await host.LinesAsync(jobId))
            + string.Join('\n', host.Accounts.Logs.Lines);

        Assert.DoesNotContain(tokens.AccessToken, told, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", string.Join('\n', await host.LinesAsync(jobId)), StringComparison.Ordinal);
    }

    private Task<Guid> ConnectAsync(string prefix = "u") => host.ConnectAsync(prefix, Platform);

    private int Published() => (int)((host.Clock.GetUtcNow() - new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)) / TimeSpan.FromDays(2)) + 1;

    private static (string?, string?) Group(JsonElement group) => (group.GetProperty("group").GetString(), group.GetProperty("state").GetString());

    private async Task<string> PostsAsync(Guid accountId) =>
        $"post_engagement_metrics m join ingestion.social_posts p using (platform, post_id) where p.author_handle = '{await HandleAsync(accountId)}'";

    private Task<string> HandleAsync(Guid accountId) => TextAsync("handle", accountId);

    private Task<string> ExternalIdAsync(Guid accountId) => TextAsync("external_id", accountId);

    private async Task<string> TextAsync(string column, Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        $"select {column} from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
