namespace Ingestion.Core.Limits;

/// <summary>What one host has leased of a platform's limits, and what it has to give back. Not safe for several threads.</summary>
internal sealed class LimitLeases(TimeProvider time)
{
    private readonly Dictionary<string, LimitLease> leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LimitUse> returns = new(StringComparer.Ordinal);

    internal bool HasReturns => returns.Count > 0;

    internal bool IsEmpty => leases.Count == 0;

    /// <summary>Takes a call's units of every limit, if all of them have enough.</summary>
    internal bool TryTake(IReadOnlyList<LimitUse> uses, LimitedCall call)
    {
        if (!uses.All(use => leases.TryGetValue(use.Key, out LimitLease? lease)
            && lease.Free >= WeightOf(use, call)
            && lease.Since.IsWithin(LimitGate.FreshFor, time)))
        {
            return false;
        }

        foreach (LimitUse use in uses)
        {
            LimitLease lease = leases[use.Key];
            leases[use.Key] = lease with { Free = lease.Free - WeightOf(use, call) };
        }

        return true;
    }

    /// <summary>Begins what an exchange has granted.</summary>
    internal void Begin(IEnumerable<LimitUse> uses, IReadOnlyDictionary<string, long> granted, LeaseClock since)
    {
        foreach (LimitUse use in uses)
        {
            if (granted.TryGetValue(use.Key, out long free))
            {
                leases[use.Key] = new LimitLease(use, free, since);
            }
        }
    }

    /// <summary>Ends what an answer speaks against.</summary>
    internal void Hear(LimitUse use, LimitNews news)
    {
        if (leases.TryGetValue(use.Key, out LimitLease? lease) && (news.Closes || news.Remaining <= lease.Free))
        {
            End([use]);
        }
    }

    internal void End(IEnumerable<LimitUse> uses)
    {
        foreach (LimitUse use in uses)
        {
            if (leases.Remove(use.Key) && use.Limit.IsCounted)
            {
                returns[use.Key] = use;
            }
        }
    }

    internal void EndStale() =>
        End([.. leases.Values.Where(lease => !lease.Since.IsWithin(LimitGate.FreshFor, time)).Select(lease => lease.Use)]);

    internal void EndAll() => End([.. leases.Values.Select(lease => lease.Use)]);

    /// <summary>What the ledger is to be told anew: the host holds less of it than it said.</summary>
    internal void Return(IEnumerable<LimitUse> uses)
    {
        foreach (LimitUse use in uses.Where(use => use.Limit.IsCounted))
        {
            returns[use.Key] = use;
        }
    }

    internal IReadOnlyCollection<LimitUse> TakeReturns()
    {
        LimitUse[] all = [.. returns.Values];
        returns.Clear();
        return all;
    }

    /// <summary>What stays leased, of counted limits.</summary>
    internal IReadOnlyDictionary<string, long> Kept() => leases.Values
        .Where(lease => lease.Use.Limit.IsCounted)
        .ToDictionary(lease => lease.Use.Key, lease => lease.Free, StringComparer.Ordinal);

    private static long WeightOf(LimitUse use, LimitedCall call) => use.Limit.IsCounted ? use.Limit.Weigh(call) : 0;
}
