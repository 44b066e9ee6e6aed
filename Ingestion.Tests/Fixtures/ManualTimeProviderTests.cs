using Xunit;

namespace Ingestion.Tests.Fixtures;

[Trait("Category", "Unit")]
public sealed class ManualTimeProviderTests
{
    [Fact]
    public async Task Advance_PastADelay_CompletesIt()
    {
        ManualTimeProvider clock = new();
        Task delay = Task.Delay(TimeSpan.FromSeconds(30), clock);

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }

    [Fact]
    public void Advance_OverSeveralPeriods_FiresEachAtItsTime()
    {
        ManualTimeProvider clock = new();
        DateTimeOffset start = clock.GetUtcNow();
        List<double> seen = [];
        using ITimer timer = clock.CreateTimer(
            _ => seen.Add((clock.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal([2, 5, 8], seen);
        Assert.Equal(9, (clock.GetUtcNow() - start).TotalSeconds);
    }

    [Fact]
    public void Dispose_WaitingTimer_NeverFires()
    {
        ManualTimeProvider clock = new();
        bool fired = false;
        ITimer timer = clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(fired);
        Assert.Equal(0, clock.WaitingTimers);
    }

    [Fact]
    public void Change_InsideACallback_FiresAgainInTheSameAdvance()
    {
        ManualTimeProvider clock = new();
        int fired = 0;
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                if (++fired < 3)
                {
                    timer!.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                }
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, fired);
    }
}
