using Ingestion.Core.Schedules;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Postgres")]
public sealed class SyncRunTests : IAsyncLifetime
{
    private readonly ScheduleDatabase _data = new();

    public Task InitializeAsync() => _data.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _data.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Run_NothingDue_IsNotBegun()
    {
        await _data.AddAsync();

        Assert.Empty(await _data.Runs().BeginAsync(default));
        Assert.Equal(0, await _data.CountAsync("sync_runs"));
    }

    [Fact]
    public async Task Run_DailyAndOwnSchedules_AreTwoRuns()
    {
        await _data.AddAsync();
        await _data.AddAsync("0 0 1 * * *");
        _data.PassNight();

        IReadOnlyList<SyncRunProgress> ended = await _data.RunAsync();

        Assert.Equal([("daily", 1), ("due", 1)], ended.Select(run => (run.Kind, run.Accounts)).Order());
    }

    [Fact]
    public async Task Run_SlotsTaken_ClaimsOnlyWhatIsFree()
    {
        await _data.AddManyAsync(100);
        SyncRuns runs = _data.Runs(new ScheduleOptions { BatchSize = 8, MaxConcurrent = 20 });
        Guid runId = (await runs.BeginAsync(default))[0];
        List<int> claimed = [];
        SyncRunLook look;
        do
        {
            look = await runs.LookAsync(runId, default);
            await runs.MarkStartedAsync([.. look.ToStart], default);
            claimed.Add(look.Claimed);
        }
        while (look.Claimed > 0);

        Assert.Equal([8, 8, 4, 0], claimed);
        Assert.Equal(20, look.Progress!.UnderWay);
    }

    [Fact]
    public async Task Run_SyncsWaitForLong_TheirSlotsAreGivenOn()
    {
        await _data.AddManyAsync(4);
        SyncRuns runs = _data.Runs(new ScheduleOptions { BatchSize = 2, MaxConcurrent = 2 });
        Guid runId = (await runs.BeginAsync(default))[0];
        SyncRunLook first = await runs.LookAsync(runId, default);
        await runs.MarkStartedAsync([.. first.ToStart], default);
        await WaitAsync(first.ToStart[0], TimeSpan.FromHours(20));
        await WaitAsync(first.ToStart[1], TimeSpan.FromMinutes(1));

        SyncRunLook second = await runs.LookAsync(runId, default);
        _data.Clock.Advance(TimeSpan.FromMinutes(6));
        SyncRunLook third = await runs.LookAsync(runId, default);

        Assert.Equal((1, 1, 1), (second.Claimed, third.Claimed, second.Progress!.Waiting));
        Assert.Equal(2, third.Progress!.Waiting);
    }

    [Fact]
    public async Task Run_Finished_TellsHowItWent()
    {
        await _data.AddManyAsync(5);
        SyncRuns runs = _data.Runs();
        Guid runId = (await runs.BeginAsync(default))[0];
        SyncRunLook look = await runs.LookAsync(runId, default);
        await runs.MarkStartedAsync([.. look.ToStart], default);
        await _data.EndAsync(look.ToStart.Take(2));
        await _data.EndAsync(look.ToStart.Skip(2).Take(1), "failed", "PLATFORM_PERMISSION_MISSING");
        await _data.EndAsync(look.ToStart.Skip(3).Take(1), "cancelled", "COLLECTION_NOT_ALLOWED");
        await WaitAsync(look.ToStart[4], TimeSpan.FromHours(20));
        _data.Clock.Advance(TimeSpan.FromSeconds(90));

        SyncRunLook end = await runs.LookAsync(runId, default);
        SyncRunLook again = await runs.LookAsync(runId, default);

        Assert.True(end.IsFinished && again.IsFinished);
        SyncRunProgress progress = end.Progress!;
        Assert.Equal(
            (5, 2, 1, 1, 1), (progress.Accounts, progress.Completed, progress.Failed, progress.Cancelled, progress.Waiting));
        Assert.Equal((8L, 12L, 90d), (progress.Calls, progress.Units, progress.Seconds));
        Assert.Equal(progress, again.Progress);
    }

    [Fact]
    public async Task Run_OneIsOpen_AnotherOfItsKindIsNotBegun()
    {
        await _data.AddManyAsync(3);
        Guid[] begun = [.. (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _data.Runs().BeginAsync(default)))).SelectMany(one => one)];

        Assert.Equal(6, begun.Length);
        Assert.Single(begun.Distinct());
    }

    private Task<int> WaitAsync(Guid jobId, TimeSpan time) => _data.Database.ExecuteAsync(
        "update ingestion.data_collection_jobs set status = 'waiting', waiting_until = @until where job_id = @jobId",
        new { jobId, until = _data.Clock.GetUtcNow() + time },
        default);
}
