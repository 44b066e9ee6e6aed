using Ingestion.Core.Limits;
using Ingestion.Tests.Fixtures;
using Xunit;
using static Ingestion.Tests.Limits.Declared;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Unit")]
public sealed class FairSharesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider time = new(Morning);
    private LimitGate host = null!;

    public Task InitializeAsync()
    {
        host = Host(new MemoryLimitLedger(time), Rules(YouTube(units: 1000), newcomersPercent: 5), time);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Owner_WithThousandsOfAccounts_LeavesRoomForOneWithThree()
    {
        int large = await CallsAsync("large", 2000);
        int small = await CallsAsync("small", 6);

        Assert.Equal((950, 6), (large, small));
    }

    [Fact]
    public async Task Owner_SentAwayForOthers_TakesWhatIsLeftInTheLastTenthOfTheDay()
    {
        await CallsAsync("large", 2000);
        LimitDecision sentAway = await host.AskAsync(Videos("large"), default);
        time.Advance(sentAway.ClosedUntil!.Value - time.GetUtcNow());

        Assert.Equal(Morning.AddHours(21.6), sentAway.ClosedUntil);
        Assert.Equal("youtube day: 950 of 1000 are taken, and the rest is kept for other owners", sentAway.Reason);
        Assert.Equal(50, await CallsAsync("large", 60));
    }

    [Fact]
    public async Task Owners_WhoWantMoreThanThereIs_HaveEqualSharesOnTheNextDay()
    {
        await CallsAsync("first", 1500);
        await CallsAsync("second", 1500);
        await CallsAsync("third", 30);
        time.Advance(TimeSpan.FromDays(1));

        int first = await CallsAsync("first", 1500);
        int second = await CallsAsync("second", 1500);
        int third = await CallsAsync("third", 30);

        Assert.Equal(30, third);
        Assert.InRange(first, 333, 637);
        Assert.InRange(second, 333, 637);
        Assert.InRange(first + second + third, 950, 1000);
    }

    [Fact]
    public async Task Minute_OfALargeOwner_LetsASmallOneInWithoutStandingInLine()
    {
        LimitGate tiktok = Host(new MemoryLimitLedger(time), Rules(TikTok(calls: 60), newcomersPercent: 5), time);
        LimitedCall large = Call("tiktok", "video/list", "large");
        LimitDecision[] decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => tiktok.AskAsync(large, default)));
        LimitDecision[] small = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => tiktok.AskAsync(large with { Owner = "small" }, default)));
        await tiktok.DisposeAsync();

        Assert.Equal(57, decisions.Count(decision => decision.IsOpen));
        Assert.All(small, decision => Assert.True(decision.IsOpen));

        // Those beyond its share are spread over the time that it takes, not sent to come all at once.
        DateTimeOffset?[] turns = [.. decisions.Where(decision => !decision.IsOpen).Select(decision => decision.ClosedUntil).Order()];
        Assert.Equal(140, turns.Distinct().Count());
        Assert.Equal(TimeSpan.FromSeconds(139), turns[^1] - turns[0]);
    }

    private async Task<int> CallsAsync(string owner, int calls)
    {
        int open = 0;
        for (int call = 0; call < calls; call++)
        {
            open += (await CallAsync(host, Videos(owner))).IsOpen ? 1 : 0;
        }

        return open;
    }
}
