namespace Ingestion.Core.Limits;

/// <summary>The limits of one platform while one exchange is worked out. All that it decides follows from what it is given.</summary>
/// <param name="rules">The platform's limits.</param>
/// <param name="states">The state of each limit that the exchange is about, by key; those of counted limits have to be there.</param>
/// <param name="costs">What the ledger has of the month, for the caps, by key.</param>
/// <param name="now">The one clock of all hosts.</param>
internal sealed class LimitBook(
    LimitRules rules, IReadOnlyDictionary<string, LimitState> states, IReadOnlyDictionary<string, CostSum> costs, DateTimeOffset now)
{
    private const int LeasedCalls = 4;
    private const int LeasedPart = 8;

    private readonly Dictionary<string, long> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Granted> granted = new(StringComparer.Ordinal);

    internal LimitGrants Apply(LimitExchange exchange)
    {
        IReadOnlyList<LimitUse> uses = exchange.UsesBy(rules);
        Open(exchange, uses);
        foreach (LimitAnswer answer in exchange.Answers)
        {
            Hear(answer);
        }

        foreach (LimitedCall call in exchange.Taken)
        {
            Note(call, isLetThrough: true);
        }

        LimitDecision[] decisions = [.. exchange.Asks.Select(call => Decide(exchange.Host, call))];
        return new LimitGrants(decisions, Lease(exchange.Host, uses));
    }

    /// <summary>Brings every limit to the present, with what the host holds of it now.</summary>
    private void Open(LimitExchange exchange, IReadOnlyList<LimitUse> uses)
    {
        foreach (LimitUse use in uses.Where(use => states.ContainsKey(use.Key)))
        {
            LimitState state = states[use.Key];
            state.MoveTo(use.Limit, now);
            if (use.Limit.IsShared)
            {
                FairShares.MoveTo(state, use.Limit.Window!, now);
            }

            held[use.Key] = exchange.Kept.GetValueOrDefault(use.Key);
        }

        foreach (LimitedCall call in exchange.UnderWay)
        {
            foreach (LimitUse use in Counted(call).Where(use => held.ContainsKey(use.Key)))
            {
                held[use.Key] += use.Limit.Weigh(call);
            }
        }

        foreach (LimitUse use in uses.Where(use => use.Limit.IsCounted))
        {
            states[use.Key].Hold(exchange.Host, held[use.Key], now);
        }
    }

    private void Hear(LimitAnswer answer)
    {
        foreach (LimitUse use in Counted(answer.Call).Where(_ => answer.IsCounted))
        {
            bool isKnown = answer.Report.StatusCode is not null && use.Limit.Spend is not null;
            long units = isKnown ? use.Limit.Spend!(answer.Call, answer.Report) : use.Limit.Weigh(answer.Call);
            states[use.Key].Add(use.Limit, units, now, now);
        }

        HashSet<string> closed = new(StringComparer.Ordinal);
        foreach (LimitNews news in rules.Declared.Read(answer.Call, answer.Report))
        {
            string key = news.Limit.KeyOf(answer.Call);
            states[key].Hear(news, now);
            closed.Add(news.Closes ? key : "");
        }

        if (answer.Report is { StatusCode: not null, IsRateLimited: false })
        {
            foreach (LimitUse use in rules.Of(answer.Call).Where(use => !closed.Contains(use.Key)))
            {
                states.GetValueOrDefault(use.Key)?.HearWell();
            }
        }
    }

    private LimitDecision Decide(string host, LimitedCall call)
    {
        LimitDecision decision = rules.Of(call).Select(use => Check(use, call)).MaxBy(one => one.ClosedUntil) ?? LimitDecision.Open;
        Note(call, decision.IsOpen);
        if (!decision.IsOpen)
        {
            return decision;
        }

        foreach (LimitUse use in rules.Of(call))
        {
            long units = use.Limit.IsCounted ? use.Limit.Weigh(call) : 0;
            granted[use.Key] = granted.GetValueOrDefault(use.Key).With(units);
            if (use.Limit.IsCounted)
            {
                states[use.Key].Hold(host, held[use.Key] += units, now);
            }
        }

        return decision;
    }

    private LimitDecision Check(LimitUse use, LimitedCall call)
    {
        if (!states.TryGetValue(use.Key, out LimitState? state))
        {
            return LimitDecision.Open;
        }

        if (state.ClosedUntil is { } closed)
        {
            return new LimitDecision(closed, state.Reason);
        }

        if (!use.Limit.IsCounted)
        {
            return LimitDecision.Open;
        }

        long units = use.Limit.Weigh(call);
        long capacity = CapacityOf(use.Limit, state);
        long taken = TakenOf(use, state);
        if (taken + units > capacity)
        {
            return new LimitDecision(
                LimitTurns.Next(use.Limit, state, call.Owner, taken + units - capacity, units, capacity, now),
                $"{rules.Platform} {use.Key}: {taken} of {capacity} are taken, and this call needs {units}");
        }

        return use.Limit.IsShared && !FairShares.Allows(state, use.Limit.Window!, call.Owner, units, capacity, rules.KeptForNewcomers, now)
            ? new LimitDecision(
                FairShares.FreeForAllAt(use.Limit.Window!, now)
                    ?? LimitTurns.Next(use.Limit, state, call.Owner, units, units, capacity, now),
                $"{rules.Platform} {use.Key}: {taken} of {capacity} are taken, and the rest is kept for other owners")
            : LimitDecision.Open;
    }

    /// <summary>
    /// A few calls more than were asked for, which the host may let through by itself. Nothing when a shared limit is half used: then each
    /// call is decided by whose it is.
    /// </summary>
    private Dictionary<string, long> Lease(string host, IReadOnlyList<LimitUse> uses)
    {
        Dictionary<string, long> leased = new(StringComparer.Ordinal);
        foreach (LimitUse use in uses.Where(use => granted.ContainsKey(use.Key)))
        {
            if (!use.Limit.IsCounted)
            {
                leased[use.Key] = long.MaxValue;
                continue;
            }

            LimitState state = states[use.Key];
            long capacity = CapacityOf(use.Limit, state);
            long left = capacity - TakenOf(use, state);
            Granted asked = granted[use.Key];
            long units = use.Limit.IsShared && left < capacity / 2 ? 0 : Math.Min(asked.Sum * LeasedCalls, left / LeasedPart);

            // A part of a call would help nobody.
            units -= units % Math.Max(1, asked.Largest);
            leased[use.Key] = units;
            state.Hold(host, held[use.Key] += units, now);
        }

        return leased;
    }

    private void Note(LimitedCall call, bool isLetThrough)
    {
        foreach (LimitUse use in Counted(call).Where(use => use.Limit.IsShared))
        {
            long units = use.Limit.Weigh(call);
            FairShares.Note(states[use.Key], call.Owner, units, isLetThrough ? units : 0);
        }
    }

    private IEnumerable<LimitUse> Counted(LimitedCall call) => rules.Of(call).Where(use => use.Limit.IsCounted);

    private long TakenOf(LimitUse use, LimitState state) => state.HeldSum + (use.Limit.SpentInMonth is { } spent
        ? spent(costs.GetValueOrDefault(use.Key) ?? CostSum.None)
        : state.UsedSum);

    private static long CapacityOf(Limit limit, LimitState state) => Math.Min(limit.Capacity!.Value, state.ToldCapacity ?? long.MaxValue);

    private readonly record struct Granted(long Sum, long Largest)
    {
        internal Granted With(long units) => new(Sum + units, Math.Max(Largest, units));
    }
}
