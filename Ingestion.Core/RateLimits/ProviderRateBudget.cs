using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.RateLimits;

/// <summary>
/// The turnstile in front of every call to a provider, shared by all hosts through the database. It stops all calls at 5
/// answers of 429 within 5 minutes and honours <c>Retry-After</c> for every host.
/// </summary>
/// <remarks>
/// Bound on the answers of 429 in a window, over any number of hosts: 5 while the provider has not answered well within the
/// window; otherwise the calls under way when a storm begins, at most <see cref="RateLimitOptions.MaxInFlight"/> (20), still
/// below the provider's 25. Each permit brings at most one 429, for its host reports it before it calls again. Other hosts
/// learn of it within <see cref="RateLimitOptions.FreshFor"/>. A busy host exchanges one short transaction per second with
/// the database, an idle one none.
/// </remarks>
public sealed class ProviderRateBudget : IDisposable
{
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExchangeTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewInterval = RateLedgerState.PermitLease / 3;

    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource<TimeSpan?>> waiting = new();
    private readonly string host = Guid.NewGuid().ToString("N");
    private readonly IRateLedger ledger;
    private readonly RateLimitOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer upkeep;
    private readonly long origin;

    private RateGrant grant = new(0, null, HasMore: true);
    private RateReport pending;
    private TimeSpan freshUntil = TimeSpan.MinValue;
    private TimeSpan blockedUntil = TimeSpan.Zero;
    private int inFlight;
    private Task? exchange;

    internal ProviderRateBudget(
        IRateLedger ledger, IOptions<RateLimitOptions> options, TimeProvider time, ILogger<ProviderRateBudget> logger)
    {
        this.ledger = ledger;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        origin = time.GetTimestamp();
        pending = new RateReport { Host = host };
        upkeep = time.CreateTimer(_ => RenewOrRelease(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Asks for a turn. Null: call now, and say <see cref="ExitAsync"/> afterwards. Else: do not call for so long.
    /// </summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="Errors.DatabaseUnavailableException">The budget cannot be read, so no call is made:
    /// transient.</exception>
    public async ValueTask<TimeSpan?> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<TimeSpan?> turn;
        lock (gate)
        {
            if (Blocked() is { } wait)
            {
                return wait;
            }

            if (waiting.Count == 0 && TryTake())
            {
                return null;
            }

            turn = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.AddLast(turn);
            Pump();
        }

        try
        {
            return await turn.Task.WaitAsync(options.MaxWait, time, cancellationToken);
        }
        catch (Exception giveUp) when (giveUp is TimeoutException or OperationCanceledException)
        {
            return await GiveUpAsync(turn, cancellationToken);
        }
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="outcome">What the provider answered.</param>
    /// <param name="retryAfter">The provider's <c>Retry-After</c>, when it sent one with a 429.</param>
    /// <returns>After a 429: how long all calls stop. Else null.</returns>
    public async ValueTask<TimeSpan?> ExitAsync(RateOutcome outcome, TimeSpan? retryAfter)
    {
        Task? report;
        lock (gate)
        {
            inFlight--;
            if (outcome == RateOutcome.RateLimited)
            {
                pending = pending with
                {
                    RateLimited = pending.RateLimited + 1,
                    RetryAfter = Longer(pending.RetryAfter, retryAfter),
                };
                freshUntil = TimeSpan.MinValue;
            }

            pending = pending with { Answered = pending.Answered || outcome == RateOutcome.Answered };
            Pump();
            if (inFlight == 0 && waiting.Count == 0)
            {
                upkeep.Change(options.FreshFor, Timeout.InfiniteTimeSpan);
            }

            report = outcome == RateOutcome.RateLimited ? exchange : null;
        }

        if (report is null)
        {
            return null;
        }

        await report;
        lock (gate)
        {
            return Blocked() ?? Longer(retryAfter, BusyRetryAfter);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => upkeep.Dispose();

    private static TimeSpan? Longer(TimeSpan? left, TimeSpan? right) => left > right || right is null ? left : right;

    private TimeSpan Now() => time.GetElapsedTime(origin);

    private TimeSpan? Blocked() => blockedUntil - Now() is var wait && wait > TimeSpan.Zero ? wait : null;

    private bool TryTake()
    {
        // During an exchange the report on its way already says how many calls are under way, and a 429 that the ledger does
        // not know of yet would be one too many.
        if (exchange is not null || pending.RateLimited > 0 || Now() >= freshUntil || inFlight >= grant.Permits)
        {
            return false;
        }

        if (inFlight++ == 0)
        {
            upkeep.Change(RenewInterval, RenewInterval);
        }

        return true;
    }

    /// <summary>Gives turns to those who wait, first come first served, and asks the ledger for more when that helps.</summary>
    private void Pump()
    {
        while (waiting.First is { } first && (Blocked() is { } || TryTake()))
        {
            waiting.Remove(first);
            first.Value.SetResult(Blocked());
        }

        var isStale = Now() >= freshUntil;
        if (exchange is null && (pending.RateLimited > 0 || (waiting.Count > 0 && (isStale || grant.HasMore))))
        {
            exchange = ExchangeAsync();
        }

        if (exchange is null && inFlight == 0)
        {
            // Other hosts hold every permit, and no call of ours will end and give its turn away.
            CompleteAll(turn => turn.SetResult(BusyRetryAfter));
        }
    }

    private async Task ExchangeAsync()
    {
        var report = pending with { InFlight = inFlight, Waiting = waiting.Count };
        var started = Now();
        pending = new RateReport { Host = host };
        try
        {
            // The lock is held until the first real wait; the ledger must not run under it.
            await Task.Yield();
            using var timeout = new CancellationTokenSource(ExchangeTimeout, time);
            var answer = await ledger.ExchangeAsync(report, timeout.Token);
            lock (gate)
            {
                Accept(answer, started);
            }
        }
        catch (Exception failure)
        {
            lock (gate)
            {
                Fail(report, failure);
            }
        }
    }

    private void Accept(RateGrant answer, TimeSpan started)
    {
        exchange = null;
        grant = answer;
        freshUntil = started + options.FreshFor;
        if (answer.RetryAfter is { } wait)
        {
            blockedUntil = Now() + wait;
            Log.CallsStopped(logger, wait);
        }

        Pump();
    }

    private void Fail(RateReport report, Exception failure)
    {
        exchange = null;
        freshUntil = TimeSpan.MinValue;
        pending = pending with
        {
            RateLimited = pending.RateLimited + report.RateLimited,
            RetryAfter = Longer(pending.RetryAfter, report.RetryAfter),
            Answered = pending.Answered || report.Answered,
        };
        Log.LedgerFailed(logger, failure);
        CompleteAll(turn => turn.SetException(failure));
    }

    private void CompleteAll(Action<TaskCompletionSource<TimeSpan?>> complete)
    {
        while (waiting.First is { } first)
        {
            waiting.Remove(first);
            complete(first.Value);
        }
    }

    private async ValueTask<TimeSpan?> GiveUpAsync(TaskCompletionSource<TimeSpan?> turn, CancellationToken cancellationToken)
    {
        bool wasWaiting;
        lock (gate)
        {
            wasWaiting = waiting.Remove(turn);
        }

        if (!wasWaiting && await turn.Task is null)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            await ExitAsync(RateOutcome.NoAnswer, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return BusyRetryAfter;
    }

    /// <summary>Tells the ledger of calls that take long, so that it keeps their permits, or that there are none any more.</summary>
    private void RenewOrRelease()
    {
        lock (gate)
        {
            if (exchange is null && grant.Permits > 0)
            {
                exchange = ExchangeAsync();
            }
        }
    }
}
