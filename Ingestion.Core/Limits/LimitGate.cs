using Ingestion.Core.Errors;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Limits;

/// <summary>
/// One host's side of a platform's limits. It exchanges with the ledger: while one exchange is under way those who ask wait, and the next
/// one is for all of them. What it leases beyond that is good for a few calls and seconds.
/// </summary>
internal sealed class LimitGate : IAsyncDisposable, IDisposable
{
    /// <summary>How long leased calls may be let through without asking. What a host that is killed had leased is lost with it.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long a call that nobody reported counts as used. Longer than a call can take, and shorter than the ledger waits for a host
    /// that says nothing: else both would count it.
    /// </summary>
    internal static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(45);

    private const int MaxAsks = 500;

    private static readonly TimeSpan ExchangeTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly string host = Guid.NewGuid().ToString("N");
    private readonly ILimitLedger ledger;
    private readonly LimitRules rules;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer flush;

    private readonly LimitLeases leases;
    private readonly List<WaitingAsk> waiting = [];
    private readonly List<CallUnderWay> underWay = [];
    private readonly List<LimitedCall> taken = [];
    private readonly List<EndedCall> ended = [];
    private Task? exchange;
    private bool isFlushDue;

    internal LimitGate(ILimitLedger ledger, LimitRules rules, TimeProvider time, ILogger logger)
    {
        this.ledger = ledger;
        this.rules = rules;
        this.time = time;
        this.logger = logger;
        leases = new LimitLeases(time);
        flush = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal async Task<LimitDecision> AskAsync(LimitedCall call, CancellationToken cancellationToken)
    {
        WaitingAsk ask = new(call);
        lock (gate)
        {
            if (leases.TryTake([.. rules.Of(call)], call))
            {
                taken.Add(call);
                Begin(call);
                return LimitDecision.Open;
            }

            waiting.Add(ask);
            Pump();
        }

        try
        {
            return await ask.Decision.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp(ask);
            throw;
        }
    }

    internal Task ReportAsync(LimitedCall call, LimitReport report, CancellationToken cancellationToken)
    {
        // A refusal is to be known before anybody calls again, and money is not to be forgotten.
        bool isAwaited = report.IsRateLimited || report.Billed.Count > 0;
        EndedCall end;
        lock (gate)
        {
            end = new EndedCall(
                new LimitAnswer(call, report, IsCounted: End(call)),
                isAwaited ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null);
            ended.Add(end);
            Hear(end.Answer);
            Pump();
            FlushSoon();
        }

        return end.Written?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>Ends without a last exchange: what was not written is lost, as when the host is killed.</summary>
    public void Dispose() => flush.Dispose();

    /// <summary>Writes what is not written yet, and gives back what was leased.</summary>
    public async ValueTask DisposeAsync()
    {
        await flush.DisposeAsync();
        Task? last;
        lock (gate)
        {
            leases.EndAll();
            last = exchange;
        }

        await (last ?? Task.CompletedTask);
        lock (gate)
        {
            last = HasNews() ? exchange ??= ExchangeAsync() : exchange;
        }

        await (last ?? Task.CompletedTask);
    }

    private void Begin(LimitedCall call)
    {
        underWay.Add(new CallUnderWay(call, time.GetTimestamp()));
        FlushSoon();
    }

    /// <returns>False when the call was not under way, or had been given up.</returns>
    private bool End(LimitedCall call)
    {
        int index = underWay.FindIndex(one => one.Call == call);
        if (index >= 0)
        {
            underWay.RemoveAt(index);
        }

        return index >= 0;
    }

    private void Hear(LimitAnswer answer)
    {
        foreach (LimitNews news in rules.Declared.Read(answer.Call, answer.Report))
        {
            leases.Hear(LimitUse.Of(news.Limit, answer.Call), news);
        }
    }

    private bool HasNews() => ended.Count > 0 || taken.Count > 0 || leases.HasReturns;

    private void Pump()
    {
        if (exchange is null && (waiting.Count > 0 || ended.Exists(end => end.Written is not null)))
        {
            exchange = ExchangeAsync();
        }
    }

    private void FlushSoon()
    {
        if (!isFlushDue)
        {
            isFlushDue = true;
            flush.Change(FlushInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private void Flush()
    {
        lock (gate)
        {
            isFlushDue = false;

            // Whether the platform counted them, nobody knows.
            foreach (CallUnderWay lost in underWay.Where(one => time.GetElapsedTime(one.Since) >= GiveUpAfter).ToArray())
            {
                underWay.Remove(lost);
                ended.Add(new EndedCall(new LimitAnswer(lost.Call, new LimitReport(), IsCounted: true), Written: null));
            }

            leases.EndStale();
            if (exchange is null && HasNews())
            {
                exchange = ExchangeAsync();
            }

            if (HasNews() || underWay.Count > 0 || !leases.IsEmpty)
            {
                FlushSoon();
            }
        }
    }

    private async Task ExchangeAsync()
    {
        WaitingAsk[] asks = [.. waiting.Take(MaxAsks)];
        EndedCall[] ends = [.. ended];
        LimitedCall[] takenNow = [.. taken];
        waiting.RemoveRange(0, asks.Length);
        ended.Clear();
        taken.Clear();
        leases.End(asks.SelectMany(ask => rules.Of(ask.Call)));
        LimitExchange order = new()
        {
            Host = host,
            Asks = [.. asks.Select(ask => ask.Call)],
            Taken = takenNow,
            Answers = [.. ends.Select(end => end.Answer)],
            UnderWay = [.. underWay.Select(one => one.Call)],
            Returned = leases.TakeReturns(),
            Kept = leases.Kept(),
        };
        LeaseClock started = LeaseClock.Of(time);
        try
        {
            // The lock is held until the first real wait; the ledger must not run under it.
            await Task.Yield();
            using CancellationTokenSource timeout = new(ExchangeTimeout, time);
            LimitGrants grants = await ledger.ExchangeAsync(rules, order, timeout.Token);
            lock (gate)
            {
                Accept(asks, ends, grants, started);
            }
        }
        catch (Exception failure)
        {
            lock (gate)
            {
                Fail(asks, ends, takenNow, order.Returned, failure);
            }
        }
    }

    private void Accept(WaitingAsk[] asks, EndedCall[] ends, LimitGrants grants, LeaseClock started)
    {
        exchange = null;
        leases.Begin(asks.SelectMany(ask => rules.Of(ask.Call)), grants.Leased, started);
        foreach ((WaitingAsk ask, LimitDecision decision) in asks.Zip(grants.Decisions))
        {
            if (decision.IsOpen && ask.IsGivenUp)
            {
                leases.Return(rules.Of(ask.Call));
            }
            else if (decision.IsOpen)
            {
                Begin(ask.Call);
            }
        }

        // What was said while the exchange was under way, the ledger did not know when it leased.
        ended.ForEach(end => Hear(end.Answer));
        Array.ForEach(ends, end => end.Written?.TrySetResult());
        foreach ((WaitingAsk ask, LimitDecision decision) in asks.Zip(grants.Decisions))
        {
            ask.Decision.TrySetResult(decision);
        }

        Pump();
    }

    private void Fail(
        WaitingAsk[] asks, EndedCall[] ends, LimitedCall[] takenBefore, IReadOnlyCollection<LimitUse> returned, Exception failure)
    {
        exchange = null;
        logger.LedgerFailed(rules.Platform, failure);
        DatabaseUnavailableException unavailable = failure as DatabaseUnavailableException
            ?? new DatabaseUnavailableException($"the limits of {rules.Platform} cannot be read", failure);
        taken.AddRange(takenBefore);
        ended.InsertRange(0, ends.Select(end => end with { Written = null }));
        leases.Return(returned.Concat(asks.SelectMany(ask => rules.Of(ask.Call))));
        Array.ForEach(ends, end => end.Written?.TrySetException(unavailable));
        Array.ForEach(asks, ask => ask.Decision.TrySetException(unavailable));
        FlushSoon();
        Pump();
    }

    /// <summary>A call that will not be made is not under way; the next exchange says so.</summary>
    private void GiveUp(WaitingAsk ask)
    {
        lock (gate)
        {
            ask.IsGivenUp = true;
            if (!waiting.Remove(ask) && ask.Decision.Task is { IsCompletedSuccessfully: true, Result.IsOpen: true } && End(ask.Call))
            {
                leases.Return(rules.Of(ask.Call));
                FlushSoon();
            }
        }
    }
}
