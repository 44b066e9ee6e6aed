using Ingestion.Core.RateLimits;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.RateLimits;

[Trait("Category", "Unit")]
public sealed class ProviderRateBudgetTests
{
    private readonly ManualTimeProvider time = new();
    private readonly RateLimitOptions options = new();

    [Fact]
    public async Task Storm_TwentyHostsAtAProviderThatRefuses_MakesFiveCalls()
    {
        var ledger = new MemoryRateLedger(options, time);
        var calls = 0;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var budget = Budget(ledger);
            for (var call = 0; call < 20; call++)
            {
                if (await CallAsync(budget, RateOutcome.RateLimited, TimeSpan.Zero))
                {
                    Interlocked.Increment(ref calls);
                }
            }
        }));

        Assert.Equal(5, calls);
    }

    [Fact]
    public async Task Storm_WithEveryPermitUnderWay_IsBoundedByThePermits()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);
        await CallAsync(budget, RateOutcome.Answered, null);
        time.Advance(TimeSpan.FromSeconds(2));
        await CallAsync(budget, RateOutcome.Answered, null);
        time.Advance(TimeSpan.FromSeconds(2));

        var turns = Enumerable.Range(0, 100).Select(_ => budget.EnterAsync(default).AsTask()).ToList();
        await Eventually.TrueAsync(() => turns.Count(turn => turn.IsCompletedSuccessfully) == 20);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => budget.ExitAsync(RateOutcome.RateLimited, TimeSpan.Zero).AsTask()));

        var waits = await Task.WhenAll(turns);
        Assert.Equal((20, 80), (waits.Count(wait => wait is null), waits.Count(wait => wait > TimeSpan.FromMinutes(4))));
        Assert.Equal(20, ledger.State.RateLimitedAt.Count);
    }

    [Fact]
    public async Task Enter_Stopped_AnswersWithoutAskingTheLedger()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);
        await CallAsync(budget, RateOutcome.RateLimited, TimeSpan.FromSeconds(60));
        var exchanges = ledger.Exchanges;

        var wait = await budget.EnterAsync(default);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(TimeSpan.FromSeconds(60), wait);
        Assert.Equal(exchanges, ledger.Exchanges);
        Assert.Null(await budget.EnterAsync(default));
    }

    [Fact]
    public async Task Enter_ProviderAnswersWell_AsksTheLedgerOnceASecond()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);

        for (var call = 0; call < 500; call++)
        {
            Assert.True(await CallAsync(budget, RateOutcome.Answered, null));
        }

        Assert.Equal(1, ledger.Exchanges);
    }

    [Fact]
    public async Task Exit_HostFallsIdle_GivesItsPermitsBack()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);
        await CallAsync(budget, RateOutcome.Answered, null);

        time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.TrueAsync(() => ledger.State.Permits.Count == 0);
    }

    [Fact]
    public async Task Call_UnderWayForLong_KeepsItsPermit()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);
        await budget.EnterAsync(default);

        for (var renewal = 0; renewal < 6; renewal++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            await Eventually.TrueAsync(() => ledger.State.Permits.Values.Single().Until > time.GetUtcNow() + TimeSpan.FromSeconds(6));
        }
    }

    [Fact]
    public async Task Enter_CallerGivesUp_LeavesItsTurnToTheNext()
    {
        var ledger = new MemoryRateLedger(options, time);
        using var budget = Budget(ledger);
        var first = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => budget.EnterAsync(default).AsTask()));
        using var cancel = new CancellationTokenSource();
        var givesUp = budget.EnterAsync(cancel.Token).AsTask();
        var next = budget.EnterAsync(default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        await budget.ExitAsync(RateOutcome.Answered, null);

        Assert.All(first, wait => Assert.Null(wait));
        Assert.Null(await next);
    }

    private static async Task<bool> CallAsync(ProviderRateBudget budget, RateOutcome outcome, TimeSpan? retryAfter)
    {
        if (await budget.EnterAsync(default) is not null)
        {
            return false;
        }

        await budget.ExitAsync(outcome, retryAfter);
        return true;
    }

    private ProviderRateBudget Budget(MemoryRateLedger ledger) =>
        new(ledger, Options.Create(options), time, NullLogger<ProviderRateBudget>.Instance);
}
