using Ingestion.Core.Errors;
using Ingestion.Core.Limits;
using Ingestion.Tests.Fixtures;
using Xunit;
using static Ingestion.Tests.Limits.Declared;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Unit")]
public sealed class LimitGateTests : IDisposable
{
    private readonly DateTimeOffset start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time;
    private readonly MemoryLimitLedger ledger;
    private readonly List<LimitGate> hosts = [];

    public LimitGateTests()
    {
        time = new ManualTimeProvider(start);
        ledger = new MemoryLimitLedger(time);
    }

    public void Dispose() => hosts.ForEach(host => host.Dispose());

    [Fact]
    public async Task Ask_TwoHostsAtOnce_LetThroughWhatFitsAndNoMore()
    {
        LimitRules rules = Rules(YouTube(units: 10));

        int[] open = await Task.WhenAll(OpenAsync(Host(rules), Videos(), 9), OpenAsync(Host(rules), Videos(), 9));
        LimitDecision next = await Host(rules).AskAsync(Videos(), default);

        Assert.Equal(10, open.Sum());
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), next.ClosedUntil);
        Assert.Equal("youtube day: 10 of 10 are taken, and this call needs 1", next.Reason);
    }

    [Fact]
    public async Task Ask_AtMidnightInCalifornia_OpensAgain()
    {
        LimitRules rules = Rules(YouTube(units: 3));
        LimitGate host = Host(rules);
        for (int call = 0; call < 3; call++)
        {
            await CallAsync(host, Videos());
        }

        LimitDecision closed = await host.AskAsync(Videos(), default);
        time.Advance(closed.ClosedUntil!.Value - time.GetUtcNow());

        Assert.True((await host.AskAsync(Videos(), default)).IsOpen);
    }

    [Fact]
    public async Task Ask_CallsUnderWayAtMidnight_CountForTheNewDayToo()
    {
        LimitRules rules = Rules(YouTube(units: 4));
        LimitGate host = Host(rules);
        time.Advance(new DateTimeOffset(2026, 11, 22, 7, 59, 50, TimeSpan.Zero) - time.GetUtcNow());
        await OpenAsync(host, Videos(), 3);
        time.Advance(TimeSpan.FromSeconds(20));

        await host.ReportAsync(Videos(), Ok, default);

        Assert.Equal(1, await OpenAsync(host, Videos(), 3));
    }

    [Fact]
    public async Task Ask_ManyCallsInARow_AsksTheLedgerForFewOfThem()
    {
        LimitGate host = Host(Rules(YouTube()));

        for (int call = 0; call < 500; call++)
        {
            Assert.True((await CallAsync(host, Videos())).IsOpen);
        }

        Assert.InRange(ledger.Exchanges, 1, 110);
    }

    [Fact]
    public async Task Ask_WhileAnExchangeIsUnderWay_AreDecidedTogether()
    {
        TaskCompletionSource opens = new();
        ledger.Opens = opens.Task;
        LimitGate host = Host(Rules(TikTok()));
        Task<int> many = OpenAsync(host, Call("tiktok", "video/list"), 300);
        opens.SetResult();

        Assert.Equal(300, await many);
        Assert.InRange(ledger.Exchanges, 1, 3);
    }

    [Fact]
    public async Task Host_Killed_WhatItHeldCountsAsUsedUntilTheWindowHasPassed()
    {
        LimitRules rules = Rules(TikTok(calls: 10));
        LimitedCall call = Call("tiktok", "video/list");
        LimitGate killed = Host(rules);
        await OpenAsync(killed, call, 10);
        Kill(killed);
        LimitGate other = Host(rules);

        time.Advance(TimeSpan.FromSeconds(59));
        int whileHeld = await OpenAsync(other, call, 1);
        time.Advance(TimeSpan.FromSeconds(59));
        int whileCounted = await OpenAsync(other, call, 1);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((0, 0), (whileHeld, whileCounted));
        Assert.Equal(10, await OpenAsync(other, call, 12));
    }

    [Fact]
    public async Task Host_FallsIdle_GivesBackWhatItLeased()
    {
        LimitGate host = Host(Rules(YouTube(units: 100)));
        await CallAsync(host, Videos());

        await EventuallyAsync(() => ledger.State("day").HeldSum == 0);

        Assert.InRange(time.GetUtcNow() - start, LimitGate.FreshFor, TimeSpan.MaxValue);
        Assert.Equal(1, ledger.State("day").UsedSum);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(86_400)]
    public async Task Lease_ClockOfTheHostIsSet_EndsAtOnce(int seconds)
    {
        HostClock clock = new(time);
        LimitGate host = Declared.Host(ledger, Rules(YouTube()), clock);
        hosts.Add(host);
        await CallAsync(host, Videos());
        int before = ledger.Exchanges;
        clock.Error = TimeSpan.FromSeconds(seconds);

        await CallAsync(host, Videos());

        Assert.Equal(before + 1, ledger.Exchanges);
    }

    [Fact]
    public async Task Report_Refusal_ClosesForEveryHost()
    {
        LimitRules rules = Rules(YouTube());
        LimitGate host = Host(rules);
        await CallAsync(host, Videos(), Refused("quotaExceeded"));

        LimitDecision own = await host.AskAsync(Videos(), default);
        LimitDecision others = await Host(rules).AskAsync(Videos(), default);
        LimitDecision search = await host.AskAsync(Call("youtube", "search.list"), default);

        Assert.Equal(own, others);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), own.ClosedUntil);
        Assert.True(search.IsOpen);
    }

    [Fact]
    public async Task Ask_GivenUp_TakesNothing()
    {
        TaskCompletionSource opens = new();
        ledger.Opens = opens.Task;
        LimitGate host = Host(Rules(YouTube(units: 1)));
        using CancellationTokenSource cancel = new();
        Task<LimitDecision> givenUp = host.AskAsync(Videos(), cancel.Token);

        await cancel.CancelAsync();
        opens.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.True((await host.AskAsync(Videos(), default)).IsOpen);
    }

    [Fact]
    public async Task Ask_LedgerAway_IsTransientAndNothingIsLost()
    {
        LimitGate host = Host(Rules(YouTube(units: 2)));
        await CallAsync(host, Videos());
        ledger.FailsBefore = true;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => host.AskAsync(Videos(units: 2), default));

        int open = await OpenAsync(host, Videos(), 3);

        Assert.Equal(1, open);
    }

    [Fact]
    public async Task Call_NeverReported_CountsAsUsed()
    {
        LimitGate host = Host(Rules(YouTube(units: 10)));
        await host.AskAsync(Videos(), default);

        await EventuallyAsync(() => ledger.State("day") is { HeldSum: 0, UsedSum: 1 });

        Assert.InRange(time.GetUtcNow() - start, LimitGate.GiveUpAfter, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task DisposeAsync_WritesWhatIsNotWritten()
    {
        LimitGate host = Declared.Host(ledger, Rules(YouTube()), time);
        await CallAsync(host, Videos());

        await host.DisposeAsync();

        Assert.Equal((0, 1), (ledger.State("day").HeldSum, ledger.State("day").UsedSum));
    }

    private static void Kill(LimitGate host) => host.Dispose();

    /// <summary>Lets time run until it is so: what a host writes by itself, it writes in the background.</summary>
    private Task EventuallyAsync(Func<bool> isSo) => Eventually.TrueAsync(() =>
    {
        time.Advance(TimeSpan.FromMilliseconds(500));
        return isSo();
    });

    private LimitGate Host(LimitRules rules)
    {
        LimitGate host = Declared.Host(ledger, rules, time);
        hosts.Add(host);
        return host;
    }
}
