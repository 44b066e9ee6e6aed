using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Xunit;

namespace Ingestion.Tests.Sync;

/// <summary>What a sync does with the faults of a platform, and with a host that dies.</summary>
[Trait("Category", "Postgres")]
public sealed class SyncFaultTests(SyncHost host) : IClassFixture<SyncHost>, IDisposable
{
    public void Dispose() => host.Platforms.ClearFaults();

    [Fact]
    public async Task Quota_UsedUp_IsWaitedForAndNothingIsFetchedTwice()
    {
        Guid jobId = await host.StartAsync(await host.ConnectAsync());
        host.Platforms.AddFault("youtube", "quota");
        int calls = host.Platforms.Calls("youtube", "channels.list");

        FetchResult first = await host.FetchOnceAsync(jobId);
        JsonElement waiting = await host.JobAsync(jobId);
        FetchResult second = await host.FetchAsync(jobId, first.Progress);
        await host.FinishAsync(jobId, second);

        Assert.Equal((FetchStatus.Wait, 0), (first.Status, first.Progress.Failures));
        Assert.Equal("waiting", waiting.GetProperty("status").GetString());
        Assert.Equal("completed", (await host.JobAsync(jobId)).GetProperty("status").GetString());
        Assert.Equal(calls + 2, host.Platforms.Calls("youtube", "channels.list"));
    }

    [Fact]
    public async Task Limit_ThatNeverOpens_EndsTheSyncBeforeItsBlocksAreDropped()
    {
        Guid jobId = await host.StartAsync(await host.ConnectAsync());
        FetchResult begun = await OnePageAsync(jobId);
        await host.Accounts.ExecuteAsync(
            "update ingestion.data_collection_jobs set created_at = created_at - interval '121 hours' where job_id = @jobId", new { jobId });
        host.Platforms.AddFault("youtube", "quota");

        FetchResult ended = await host.FetchOnceAsync(jobId, begun.Progress);

        Assert.Equal((FetchStatus.Fetched, ErrorCodes.PlatformRateLimited), (ended.Status, ended.Failure?.Failure.ErrorCode));
        Assert.True(ended.HasRecords);
    }

    [Fact]
    public async Task Page_WithoutAnAnswer_IsTriedAgainLaterAndLater()
    {
        Guid jobId = await host.StartAsync(await host.ConnectAsync());
        host.Platforms.AddFault("youtube", "unavailable", 3);
        List<TimeSpan> waits = [];
        FetchResult result = await host.FetchOnceAsync(jobId);
        while (result.Status is FetchStatus.Wait)
        {
            waits.Add(result.Until!.Value - host.Clock.GetUtcNow());
            result = await host.FetchOnceAsync(jobId, result.Progress);
        }

        Assert.Equal([5, 10, 20], waits.Select(wait => wait.TotalSeconds));
        Assert.Null(result.Failure);
        Assert.Equal(0, result.Progress.Failures);
    }

    [Fact]
    public async Task Platform_ThatStaysAway_EndsTheSyncWithWhatWasFetched()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = await host.StartAsync(accountId);
        FetchResult begun = await OnePageAsync(jobId);
        host.Platforms.AddFault("youtube", "unavailable", 100);

        FetchResult ended = await host.FetchAsync(jobId, begun.Progress);
        await host.FinishAsync(jobId, ended);

        JsonElement job = await host.JobAsync(jobId);
        Assert.Equal(("failed", "posts", ErrorCodes.PlatformUnavailable), Facts(job));
        Assert.Equal(1, job.GetProperty("stored_count").GetInt32());
        Assert.Equal(0, await host.CountAsync($"sync_watermarks where account_id = '{accountId}'"));
        Assert.Equal(1, await host.CountAsync($"connected_accounts where account_id = '{accountId}' and last_error_code = 'PLATFORM_UNAVAILABLE' and last_sync_at is null"));
        Assert.Equal("account-sync-failed", Assert.Single(await host.Accounts.EventsAsync(accountId)).GetProperty("event_type").GetString());
    }

    [Theory]
    [InlineData("forbidden", ErrorCodes.PlatformPermissionMissing)]
    [InlineData("not_found", ErrorCodes.PlatformAccountNotFound)]
    public async Task Refusal_OfTheChannel_IsTheJobsError(string fault, string errorCode)
    {
        Guid accountId = await host.ConnectAsync();
        host.Platforms.AddFault("youtube", fault);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "profile", errorCode), Facts(job));
        Assert.Equal(0, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
        Assert.Equal(("active", errorCode), await host.Accounts.StateAsync(accountId));
    }

    [Theory]
    [InlineData("insights_forbidden", "forbidden")]
    [InlineData("insights_retired", "retired")]
    [InlineData("insights_unavailable", "unavailable")]
    public async Task Insights_ThatCannotBeHad_AreAStateAndTheRestGoesOn(string fault, string state)
    {
        Guid accountId = await host.ConnectAsync();
        host.Platforms.AddFault("youtube", fault, 10);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        JsonElement group = job.GetProperty("insight_groups")[0];
        Assert.Equal(("channel_by_day", state), (group.GetProperty("group").GetString(), group.GetProperty("state").GetString()));
        Assert.True(job.GetProperty("posts").GetInt32() > 0);
    }

    [Fact]
    public async Task Pages_InACircle_EndWithAnErrorAndKeepWhatCame()
    {
        Guid accountId = await host.ConnectAsync();
        host.Platforms.AddFault("youtube", "repeat_cursor", 1000);

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal(("failed", "posts", ErrorCodes.PlatformCursorRepeated), Facts(job));
        Assert.Equal(51, job.GetProperty("stored_count").GetInt32());
        Assert.Equal(0, await host.CountAsync($"sync_watermarks where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Token_RefusedBeforeItsTime_IsReplacedAndTheSyncGoesOn()
    {
        Guid accountId = await host.ConnectAsync();
        AccountTokens before = await host.Accounts.TokensAsync(accountId);
        host.Platforms.AddFault("youtube", "unauthorized");

        JsonElement job = await host.SyncAsync(accountId);

        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.NotEqual(before.AccessToken, (await host.Accounts.TokensAsync(accountId)).AccessToken);
    }

    [Fact]
    public async Task Token_ThatEndedAtThePlatformOnly_IsReplaced()
    {
        Guid accountId = await host.ConnectAsync();
        host.Platforms.Advance(TimeSpan.FromHours(2));

        Assert.Equal("completed", (await host.SyncAsync(accountId)).GetProperty("status").GetString());

        host.Platforms.Advance(TimeSpan.FromHours(-2));
    }

    [Fact]
    public async Task Token_RevokedInTheMiddle_EndsTheSyncAndMarksTheAccount()
    {
        Guid accountId = await host.ConnectAsync("revoked");
        Guid jobId = await host.StartAsync(accountId);
        FetchResult begun = await OnePageAsync(jobId);
        host.Platforms.Revoke("youtube", await UserAsync(accountId));
        int calls = host.Platforms.Calls("youtube", "playlistItems.list");

        FetchResult ended = await host.FetchAsync(jobId, begun.Progress);
        await host.FinishAsync(jobId, ended);

        Assert.Equal(("failed", "posts", ErrorCodes.ReauthorizationRequired), Facts(await host.JobAsync(jobId)));
        Assert.Equal(("reauthorization_required", ErrorCodes.ReauthorizationRequired), await host.Accounts.StateAsync(accountId));
        Assert.Equal(calls + 1, host.Platforms.Calls("youtube", "playlistItems.list"));
        Assert.Equal(
            ["account-reauthorization-required", "account-sync-failed"],
            (await host.Accounts.EventsAsync(accountId)).Select(told => told.GetProperty("event_type").GetString()));
    }

    [Theory]
    [InlineData("update ingestion.connected_accounts set data_collection_enabled = false where account_id = @accountId")]
    [InlineData("update ingestion.connected_accounts set subscription_status = 'paused' where account_id = @accountId")]
    [InlineData("delete from ingestion.connected_accounts where account_id = @accountId")]
    public async Task Consent_WithdrawnInTheMiddle_StopsTheSyncAndStoresNothing(string sql)
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = await host.StartAsync(accountId);
        FetchResult begun = await OnePageAsync(jobId);
        await host.Accounts.ExecuteAsync(sql, new { accountId });
        int calls = host.Platforms.Calls("youtube", "playlistItems.list");

        FetchResult ended = await host.FetchAsync(jobId, begun.Progress);
        await host.FinishAsync(jobId, ended);

        Assert.Equal(("cancelled", "posts", ErrorCodes.CollectionNotAllowed), Facts(await host.JobAsync(jobId)));
        Assert.Equal(calls, host.Platforms.Calls("youtube", "playlistItems.list"));
        Assert.Equal(0, await host.CountAsync($"crawl_metadata where account_id = '{accountId}'"));
    }

    [Fact]
    public async Task Run_ThatDiedUnheard_IsRepeatedAndNothingComesTwice()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = await host.StartAsync(accountId);
        FetchResult begun = await OnePageAsync(jobId);

        await host.FetchAsync(jobId, begun.Progress);
        FetchResult heard = await host.FetchAsync(jobId, begun.Progress);
        await host.FetchAsync(jobId, begun.Progress);
        await host.FinishAsync(jobId, heard);

        string[] lines = await host.LinesAsync(jobId);
        Assert.Equal(heard.Progress.Counts.Records, lines.Length);
        Assert.Equal(lines.Length, lines.Select(IdOf).Distinct().Count());
        Assert.Equal(lines.Length, (await host.JobAsync(jobId)).GetProperty("stored_count").GetInt32());
    }

    [Fact]
    public async Task Seal_AfterTheBlobAndBeforeTheRow_TakesTheBlobThatIsThere()
    {
        Guid accountId = await host.ConnectAsync();
        Guid jobId = await host.StartAsync(accountId);
        FetchResult fetched = await host.FetchAsync(jobId);
        SealInput input = new(jobId, fetched.Progress);
        await host.Get<SyncSeal>().SealAsync(input, default);
        await host.Accounts.ExecuteAsync(
            """
            delete from ingestion.raw_data_crawl_snapshots where crawl_id = @jobId;
            delete from ingestion.crawl_metadata where crawl_id = @jobId;
            update ingestion.data_collection_jobs set crawl_id = null where job_id = @jobId
            """,
            new { jobId });

        await host.FinishAsync(jobId, fetched);

        Assert.Equal("completed", (await host.JobAsync(jobId)).GetProperty("status").GetString());
        Assert.Equal(1, await host.CountAsync($"raw_data_crawl_snapshots where crawl_id = '{jobId}'"));
    }

    [Fact]
    public async Task Start_WhileOneIsOpen_JoinsIt()
    {
        Guid accountId = await host.ConnectAsync();

        SyncStartResult[] starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Get<SyncStart>().StartAsync(
            accountId, default)));

        Assert.Single(starts, start => start.Status is SyncStartStatus.Started);
        Assert.Single(starts.Select(start => start.JobId).Distinct());
    }

    [Fact]
    public async Task Tokens_OfASync_AreFoundNowhere()
    {
        Guid accountId = await host.ConnectAsync();
        AccountTokens tokens = await host.Accounts.TokensAsync(accountId);
        Guid jobId = await host.StartAsync(accountId);
        FetchResult fetched = await host.FetchAsync(jobId);
        await host.FinishAsync(jobId, fetched);

        string told = JsonSerializer.Serialize(fetched) + await host.JobAsync(jobId) + string.Join('\n', await host.LinesAsync(jobId))
            + string.Join('\n', await host.Accounts.EventsAsync(accountId)) + string.Join('\n', host.Accounts.Logs.Lines);

        Assert.DoesNotContain(tokens.AccessToken, told, StringComparison.Ordinal);
        Assert.DoesNotContain(tokens.RefreshToken!, told, StringComparison.Ordinal);
    }

    /// <summary>The channel and its insights pass; the first page of videos is not answered.</summary>
    private async Task<FetchResult> OnePageAsync(Guid jobId)
    {
        host.Platforms.AddFault("youtube", "unavailable", after: 2);
        FetchResult result = await host.FetchOnceAsync(jobId);
        Assert.Equal((FetchStatus.Wait, "posts", 1), (result.Status, result.Progress.Position.Phase, result.Progress.Counts.Records));
        return result;
    }

    private static (string?, string?, string?) Facts(JsonElement job) =>
        (job.GetProperty("status").GetString(), job.GetProperty("stage").GetString(), job.GetProperty("error_code").GetString());

    private static string? IdOf(string line)
    {
        JsonElement record = JsonDocument.Parse(line).RootElement;
        return (record.TryGetProperty("post", out JsonElement post) ? post : record.GetProperty("profile")).GetProperty("id").GetString();
    }

    private async Task<string> UserAsync(Guid accountId) => (await host.Accounts.Database.ScalarAsync<string>(
        "select substr(external_id, 3) from ingestion.connected_accounts where account_id = @accountId", new { accountId }, default))!;
}
