using Ingestion.Core.Persistence;
using Ingestion.Core.Schedules;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Postgres")]
public sealed class JobRetryTests : IAsyncLifetime
{
    private readonly ScheduleDatabase _data = new();

    public Task InitializeAsync() => _data.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _data.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Failure_ThatPasses_IsTriedFourTimesThenADeadLetter()
    {
        Guid account = await FailAsync("PLATFORM_UNAVAILABLE");

        Assert.Empty(await _data.RunAsync());
        await AgainAsync(TimeSpan.FromMinutes(5), "PLATFORM_UNAVAILABLE");
        Assert.Empty(await AgainAsync(TimeSpan.FromMinutes(9), "PLATFORM_UNAVAILABLE"));
        await AgainAsync(TimeSpan.FromMinutes(1), "PLATFORM_UNAVAILABLE");
        await AgainAsync(TimeSpan.FromMinutes(20), "PLATFORM_UNAVAILABLE");
        Assert.Empty(await AgainAsync(TimeSpan.FromHours(3), "PLATFORM_UNAVAILABLE"));

        Assert.Equal(["11-22 02:00", "retry", "retry", "retry"], await _data.TimesAsync(account));
        Assert.Equal(1, await _data.CountAsync("data_collection_jobs where status = 'dead_lettered' and attempts = 4"));
        Assert.Equal(3, await _data.CountAsync("data_collection_jobs where status = 'failed'"));
    }

    [Theory]
    [InlineData("REAUTHORIZATION_REQUIRED")]
    [InlineData("PLATFORM_PERMISSION_MISSING")]
    [InlineData("COLLECTION_NOT_ALLOWED")]
    [InlineData("PLATFORM_ACCOUNT_NOT_FOUND")]
    [InlineData("PLATFORM_REQUEST_INVALID")]
    [InlineData("PLATFORM_RATE_LIMITED")]
    public async Task Failure_ThatNeedsAPersonOrTime_IsNotTriedAgainNorADeadLetter(string errorCode)
    {
        Guid account = await FailAsync(errorCode);

        Assert.Empty(await AgainAsync(TimeSpan.FromHours(3), errorCode));

        Assert.Single(await _data.TimesAsync(account));
        Assert.Equal(1, await _data.CountAsync("data_collection_jobs where status = 'failed'"));
    }

    [Fact]
    public async Task Failure_WithALaterSync_IsNotTriedAgain()
    {
        Guid account = await FailAsync("PLATFORM_UNAVAILABLE");
        _data.PassNight();

        await _data.RunAsync();
        _data.Clock.Advance(TimeSpan.FromHours(2));
        await _data.KeepUpAsync();

        Assert.Empty(await _data.RunAsync());
        Assert.DoesNotContain("retry", (await _data.TimesAsync(account)).Skip(2));
    }

    [Fact]
    public async Task Retry_ByTwoHostsAtOnce_IsOneJob()
    {
        for (int n = 0; n < 20; n++)
        {
            await _data.AddAsync();
        }

        await FailAsync("STORAGE_UNAVAILABLE");
        _data.Clock.Advance(TimeSpan.FromMinutes(6));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _data.RunAsync()));

        Assert.Equal(21, await _data.CountAsync("data_collection_jobs where retry_of is not null and attempts = 2"));
    }

    [Fact]
    public async Task DeadLetter_Replayed_IsAJobThatTheNextRunStarts()
    {
        Guid account = await DieAsync();
        Guid dead = await DeadAsync(account);

        Assert.Equal(0, await _data.Replay.ReplayAsync(new JobReplaySelection { Ids = [dead] }, Scope.Of("globex"), default));
        Assert.Null(await _data.Replay.IsOpenAsync(dead, Scope.Of("globex"), default));
        Assert.True(await _data.Replay.IsOpenAsync(dead, Scope.Of("acme"), default));
        Assert.Equal(1, await _data.Replay.ReplayAsync(new JobReplaySelection { Ids = [dead] }, Scope.Of("acme"), default));
        Assert.False(await _data.Replay.IsOpenAsync(dead, Scope.Of("acme"), default));
        Assert.Equal(0, await _data.Replay.ReplayAsync(new JobReplaySelection { Ids = [dead] }, Scope.Of("acme"), default));

        Assert.Equal(("due", 1, 1), (await _data.RunAsync()).Select(run => (run.Kind, run.Accounts, run.Completed)).Single());
        Assert.Equal(1, await _data.CountAsync("data_collection_jobs where status = 'completed' and attempts = 1 and kind = 'manual'"));
    }

    [Fact]
    public async Task DeadLetters_ReplayedByReason_AreAllOfThatReason()
    {
        await _data.AddAsync();
        await DieAsync();

        Assert.Equal(0, await _data.Replay.ReplayAsync(
            new JobReplaySelection { Reason = "INTERNAL_ERROR" }, Scope.Of("acme"), default));
        int[] replayed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _data.Replay.ReplayAsync(
            new JobReplaySelection { Reason = "PLATFORM_UNAVAILABLE" }, Scope.Of("acme"), default)));

        Assert.Equal(2, replayed.Sum());
        Assert.Equal(2, await _data.CountAsync("data_collection_jobs where status = 'queued'"));
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"ids":["x"]}""", "ids")]
    [InlineData("""{"ids":["550e8400-e29b-41d4-a716-446655440000"],"reason":"INTERNAL_ERROR"}""", "body")]
    [InlineData("""{"reason":1}""", "reason")]
    [InlineData("[]", "body")]
    public void Selection_Faulty_NamesTheField(string json, string field) => Assert.Equal(
        [field], JobReplaySelection.Read(System.Text.Encoding.UTF8.GetBytes(json)).Errors.Keys);

    private async Task<Guid> FailAsync(string errorCode)
    {
        Guid account = await _data.AddAsync();
        _data.PassNight();
        await _data.RunAsync(status: "failed", errorCode: errorCode);
        return account;
    }

    private async Task<IReadOnlyList<SyncRunProgress>> AgainAsync(TimeSpan time, string errorCode)
    {
        _data.Clock.Advance(time);
        await _data.KeepUpAsync();
        return await _data.RunAsync(status: "failed", errorCode: errorCode);
    }

    private async Task<Guid> DieAsync()
    {
        Guid account = await FailAsync("PLATFORM_UNAVAILABLE");
        await AgainAsync(TimeSpan.FromMinutes(5), "PLATFORM_UNAVAILABLE");
        await AgainAsync(TimeSpan.FromMinutes(10), "PLATFORM_UNAVAILABLE");
        await AgainAsync(TimeSpan.FromMinutes(20), "PLATFORM_UNAVAILABLE");
        await _data.KeepUpAsync();
        return account;
    }

    private async Task<Guid> DeadAsync(Guid accountId) => (await _data.Database.QueryAsync<Guid>(
        "select job_id from ingestion.data_collection_jobs where account_id = @accountId and status = 'dead_lettered'",
        new { accountId },
        default))[0];
}
