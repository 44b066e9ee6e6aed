using System.Collections.Concurrent;
using System.Text.Json;
using Ingestion.Core.Accounts;
using Ingestion.Core.Schedules;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Postgres")]
public sealed class SyncClaimTests : IAsyncLifetime
{
    private readonly ScheduleDatabase _data = new();

    public Task InitializeAsync() => _data.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _data.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Claim_EightHostsAtOnce_EachOfTenThousandAccountsHasOneJob()
    {
        await _data.AddManyAsync(10_000);
        ScheduleOptions options = new() { MaxConcurrent = 1000, BatchSize = 500 };
        ConcurrentBag<Guid> started = [];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            SyncRuns host = _data.Runs(options);
            Guid runId = Assert.Single(await host.BeginAsync(default));
            SyncRunLook look;
            do
            {
                look = await host.LookAsync(runId, default);
                await host.MarkStartedAsync([.. look.ToStart], default);
                await _data.EndAsync(look.ToStart);
                look.ToStart.ToList().ForEach(started.Add);
            }
            while (!look.IsFinished);
        }));

        Assert.Equal(10_000, started.Distinct().Count());
        Assert.Equal(10_000, await _data.CountAsync("data_collection_jobs"));
        Assert.Equal(10_000, await _data.CountAsync(
            "connected_accounts a where 1 = (select count(*) from ingestion.data_collection_jobs j where j.account_id = a.account_id)"));
        Assert.Equal(1, await _data.CountAsync("sync_runs where finished_at is not null and accounts = 10000 and completed = 10000"));
    }

    [Fact]
    public async Task Claim_StatisticsKnowOfNothingDue_LooksNotAtAllForEach()
    {
        DateTimeOffset at = _data.Clock.GetUtcNow();
        await _data.AddManyAsync(2_000);
        await _data.Database.ExecuteAsync(
            """
            update ingestion.connected_accounts set next_sync_at = next_sync_at + interval '1 day';
            analyze ingestion.connected_accounts;
            update ingestion.connected_accounts set next_sync_at = next_sync_at - interval '1 day'
            """,
            null,
            default);

        string? plan = await _data.Database.ScalarAsync<string>(
            $"explain (analyze, buffers, format json) {ClaimSql.FindDue}", new { kind = "daily", at, count = 50 }, default);

        // A look at all of them for each comes to over 50,000 blocks, one at each of them by its key to over 10,000.
        JsonElement root = JsonDocument.Parse(plan!).RootElement[0].GetProperty("Plan");
        Assert.Equal(50, root.GetProperty("Actual Rows").GetDouble());
        Assert.InRange(root.GetProperty("Shared Hit Blocks").GetInt64(), 100, 5_000);
    }

    [Fact]
    public async Task Claim_HostDiesBeforeTheStart_TheNextLookNamesTheSameJobs()
    {
        await _data.AddManyAsync(30);
        SyncRuns dead = _data.Runs();
        Guid runId = (await dead.BeginAsync(default))[0];
        SyncRunLook claimed = await dead.LookAsync(runId, default);

        SyncRunLook again = await _data.Runs().LookAsync(runId, default);

        Assert.Equal((30, 0), (claimed.Claimed, again.Claimed));
        Assert.Equal(claimed.ToStart.Order(), again.ToStart.Order());
        Assert.Equal([runId], await _data.Runs().BeginAsync(default));
    }

    [Fact]
    public async Task Claim_ManyMissedRuns_AreMadeUpForOnce()
    {
        Guid daily = await _data.AddAsync();
        Guid hourly = await _data.AddAsync("hourly");
        _data.Clock.Advance(TimeSpan.FromDays(10));

        await _data.RunAsync();
        await _data.RunAsync();

        Assert.Equal(["11-22 02:00"], await _data.TimesAsync(daily));
        Assert.Equal(["11-21 11:00"], await _data.TimesAsync(hourly));
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 2, 0, 0, TimeSpan.Zero), await _data.NextAsync(daily));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero), await _data.NextAsync(hourly));
    }

    [Fact]
    public async Task Claim_NightAfterNight_OneJobEach()
    {
        Guid daily = await _data.AddAsync();
        for (int night = 0; night < 3; night++)
        {
            _data.PassNight();
            await _data.KeepUpAsync();
            await _data.RunAsync();
            await _data.RunAsync();
        }

        Assert.Equal(["11-22 02:00", "11-23 02:00", "11-24 02:00"], await _data.TimesAsync(daily));
    }

    [Theory]
    [InlineData("status", "reauthorization_required", "active")]
    [InlineData("subscription_status", "paused", "active")]
    [InlineData("data_collection_enabled", false, true)]
    public async Task Claim_NotToBeRead_IsLeftAndTakenOnceWhenItMayBe(string column, object no, object yes)
    {
        Guid account = await _data.AddAsync();
        await _data.ChangeAsync(account, column, no);
        _data.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Empty(await _data.RunAsync());
        await _data.ChangeAsync(account, column, yes);
        await _data.RunAsync();
        await _data.RunAsync();

        Assert.Equal(["11-22 02:00"], await _data.TimesAsync(account));
    }

    [Fact]
    public async Task Schedule_PausedAndResumed_HasNoTimeAndThenTheNextOne()
    {
        Guid account = await _data.AddAsync();
        AccountKey key = (await _data.Accounts.FindAsync("acme", account, default))!;

        await _data.Accounts.ChangeAsync("acme", key, new AccountChanges { Schedule = "paused" }, default);
        Assert.Null(await _data.NextAsync(account));
        await _data.KeepUpAsync();
        Assert.Null(await _data.NextAsync(account));
        await _data.Accounts.ChangeAsync("acme", key, new AccountChanges { Schedule = "hourly" }, default);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), await _data.NextAsync(account));
    }

    [Fact]
    public async Task Schedule_SentAgainUnchanged_KeepsATimeThatIsDue()
    {
        Guid account = await _data.AddAsync("hourly");
        _data.Clock.Advance(TimeSpan.FromHours(5));
        AccountKey key = (await _data.Accounts.FindAsync("acme", account, default))!;

        await _data.Accounts.ChangeAsync("acme", key, new AccountChanges { Schedule = "hourly" }, default);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), await _data.NextAsync(account));
    }

    [Fact]
    public async Task Claim_OneOwnerHasThousands_AnotherOwnersAccountsAreInTheFirstBatch()
    {
        await _data.AddManyAsync(3000, "big");
        await _data.AddManyAsync(3, "small");
        SyncRuns runs = _data.Runs(new ScheduleOptions { BatchSize = 10 });

        await runs.LookAsync((await runs.BeginAsync(default))[0], default);

        Assert.Equal(3, await _data.CountAsync("data_collection_jobs where owner = 'small'"));
        Assert.Equal(7, await _data.CountAsync("data_collection_jobs where owner = 'big'"));
    }

    [Fact]
    public async Task Claim_SomebodyIsSyncingTheAccount_WaitsForTheEndAndLosesNothing()
    {
        Guid account = await _data.AddAsync();
        _data.PassNight();
        Guid manual = Guid.CreateVersion7(_data.Clock.GetUtcNow());
        await _data.Database.ExecuteAsync(
            """
            insert into ingestion.data_collection_jobs (
                job_id, account_id, owner, platform, source, kind, day, status, stage, created_at, updated_at)
            values (@manual, @account, 'acme', 'spotify', 'platform', 'manual', '2026-11-22', 'running', 'posts', @at, @at)
            """,
            new { manual, account, at = _data.Clock.GetUtcNow() },
            default);

        Assert.Empty(await _data.RunAsync());
        await _data.EndAsync([manual]);
        _data.Clock.Advance(TimeSpan.FromSeconds(1));
        await _data.RunAsync();

        Assert.Equal(["retry", "11-22 02:00"], await _data.TimesAsync(account));
    }
}
