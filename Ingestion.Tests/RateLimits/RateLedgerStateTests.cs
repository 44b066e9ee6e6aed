using Ingestion.Core.RateLimits;
using Xunit;

namespace Ingestion.Tests.RateLimits;

[Trait("Category", "Unit")]
public sealed class RateLedgerStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 6, 0, 0, TimeSpan.Zero);
    private static readonly RateLimitOptions Options = new();

    [Fact]
    public void Grant_NothingKnown_IsAtMostFiveOverAllHosts()
    {
        var (state, first) = new RateLedgerState().Apply(Asks("a", 100), Now, Options);
        var (_, second) = state.Apply(Asks("b", 100), Now, Options);

        Assert.Equal((5, 0), (first.Permits, second.Permits));
    }

    [Fact]
    public void Grant_ProviderAnswersWell_IsSharedFairlyUpToTheLimit()
    {
        var (state, first) = Trusted().Apply(Asks("a", 100), Now, Options);
        var (next, second) = state.Apply(Asks("b", 100), Now, Options);
        var (_, again) = next.Apply(Asks("a", 100) with { InFlight = 5 }, Now, Options);

        Assert.Equal((20, 0, 10), (first.Permits, second.Permits, again.Permits));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void Grant_AfterAnswersOf429_IsWhatIsLeftOfFive(int seen, int permits)
    {
        var state = Trusted() with { RateLimitedAt = [.. Enumerable.Repeat(Now.AddMinutes(-1), seen)] };

        var (_, grant) = state.Apply(Asks("a", 100), Now, Options);

        Assert.Equal(permits, grant.Permits);
    }

    [Fact]
    public void Grant_FiveAnswersOf429_StopsUntilTheOldestLeavesTheWindow()
    {
        var state = new RateLedgerState { RateLimitedAt = [.. Enumerable.Range(0, 5).Select(i => Now.AddMinutes(-4).AddSeconds(i))] };

        var (_, stopped) = state.Apply(Asks("a", 1), Now, Options);
        var (_, open) = state.Apply(Asks("a", 1), Now.AddMinutes(1).AddMilliseconds(1), Options);

        Assert.Equal(TimeSpan.FromMinutes(1), stopped.RetryAfter);
        Assert.Equal((1, null), (open.Permits, open.RetryAfter));
    }

    [Fact]
    public void Grant_AStormOfTwenty_StopsUntilFourAreLeft()
    {
        var state = new RateLedgerState { RateLimitedAt = [.. Enumerable.Range(0, 20).Select(i => Now.AddSeconds(i - 20))] };

        var (_, grant) = state.Apply(Asks("a", 1), Now, Options);

        Assert.Equal(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(5), grant.RetryAfter);
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(100_000, 3600)]
    [InlineData(null, 2)]
    public void RetryAfter_Of429_HoldsForOtherHosts(int? retryAfterSeconds, int expectedSeconds)
    {
        TimeSpan? retryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var (state, _) = Trusted().Apply(Asks("a", 0) with { RateLimited = 1, RetryAfter = retryAfter }, Now, Options);

        var (_, other) = state.Apply(Asks("b", 1), Now, Options);

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), other.RetryAfter);
        Assert.Null(state.AnsweredAt);
    }

    [Fact]
    public void Permits_OfAHostThatDied_AreFreeAfterTheLease()
    {
        var (state, _) = new RateLedgerState().Apply(Asks("dead", 5), Now, Options);

        var (_, soon) = state.Apply(Asks("a", 5), Now.AddSeconds(9), Options);
        var (later, grant) = state.Apply(Asks("a", 5), Now.AddSeconds(11), Options);

        Assert.Equal((0, 5), (soon.Permits, grant.Permits));
        Assert.Equal(["a"], later.Permits.Keys);
    }

    private static RateLedgerState Trusted() => new() { AnsweredAt = Now.AddMinutes(-1) };

    private static RateReport Asks(string host, int waiting) => new() { Host = host, Waiting = waiting };
}
