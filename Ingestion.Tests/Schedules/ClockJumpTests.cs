using Xunit;

namespace Ingestion.Tests.Schedules;

/// <summary>A clock that is ahead for a while, and one that is put back: no account is lost, and none is synced twice for a time.</summary>
[Trait("Category", "Postgres")]
public sealed class ClockJumpTests : IAsyncLifetime
{
    private readonly ScheduleDatabase _data = new();

    public Task InitializeAsync() => _data.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _data.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Clock_PutBackOverARun_DoesNotRepeatIt()
    {
        Guid account = await _data.AddAsync();
        _data.PassNight();
        await RunAsync();

        _data.Clock.PutBack(TimeSpan.FromHours(3));
        await RunAsync();
        _data.Clock.Advance(TimeSpan.FromHours(3));
        await RunAsync();

        Assert.Equal(["11-22 02:00"], await _data.TimesAsync(account));
        _data.PassNight();
        await RunAsync();
        Assert.Equal(["11-22 02:00", "11-23 02:00"], await _data.TimesAsync(account));
    }

    [Fact]
    public async Task Clock_YearsAheadForAMoment_TheAccountIsSyncedAgainWithinADay()
    {
        Guid account = await _data.AddAsync();
        _data.Clock.Advance(TimeSpan.FromDays(1000));
        await RunAsync();
        _data.Clock.PutBack(TimeSpan.FromDays(1000));

        for (int night = 0; night < 3; night++)
        {
            await RunAsync();
            _data.PassNight();
            await RunAsync();
        }

        // The run of the first night was done while the clock was wrong.
        Assert.Equal(["11-22 02:00", "11-23 02:00", "11-24 02:00"], (await _data.TimesAsync(account)).Order());
    }

    [Fact]
    public async Task Clock_JumpsAtRandom_EachTimeIsDoneOnceAtMostAndTheLastDaysAreDone()
    {
        Random random = new(7);
        Guid daily = await _data.AddAsync();
        Guid hourly = await _data.AddAsync("hourly");
        for (int jump = 0; jump < 60; jump++)
        {
            _data.Clock.Advance(TimeSpan.FromMinutes(random.Next(3000)));
            await RunAsync();
            _data.Clock.PutBack(TimeSpan.FromMinutes(random.Next(2500)));
            await RunAsync();
        }

        _data.Clock.Advance(TimeSpan.FromDays(60));
        await RunAsync();
        DateTimeOffset now = _data.Clock.GetUtcNow();

        foreach (Guid account in (Guid[])[daily, hourly])
        {
            IReadOnlyList<string> times = await _data.TimesAsync(account);
            Assert.Equal(times.Distinct().Count(), times.Count);
            Assert.InRange((await _data.NextAsync(account))!.Value, now, now.AddDays(1));
        }
    }

    [Fact]
    public async Task DailySchedule_Changed_MovesTheTimesThatLieAhead()
    {
        Guid account = await _data.AddAsync();

        await _data.KeepUpAsync("0 30 4 * * *");

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 4, 30, 0, TimeSpan.Zero), await _data.NextAsync(account));
    }

    [Fact]
    public async Task Times_NeverSet_AreSet()
    {
        Guid account = await _data.AddAsync();
        await _data.Database.ExecuteAsync("update ingestion.connected_accounts set next_sync_at = null", null, default);

        await _data.KeepUpAsync();

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero), await _data.NextAsync(account));
    }

    private async Task RunAsync()
    {
        await _data.KeepUpAsync();
        await _data.RunAsync();
    }
}
