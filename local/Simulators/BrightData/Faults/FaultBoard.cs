using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Simulators.BrightData.Faults;

/// <summary>All faults in force: those of the whole simulator and those that input URLs ask for.</summary>
internal sealed class FaultBoard
{
    private readonly ConcurrentDictionary<string, FaultRule> _ofUrls = new();
    private ImmutableArray<FaultRule> _rules = [];

    public IReadOnlyList<FaultSpec> Rules => [.. _rules.Where(r => !r.IsUsedUp).Select(r => r.Spec)];

    public void Add(FaultRule rule) => ImmutableInterlocked.Update(ref _rules, (rules, added) => rules.Add(added), rule);

    public void Clear()
    {
        ImmutableInterlocked.InterlockedExchange(ref _rules, []);
        _ofUrls.Clear();
    }

    /// <summary>Takes the faults whose turn it is for this call: the simulator's, and the job's own.</summary>
    public ActiveFaults Take(string operation, string? datasetId, string? snapshotId, IReadOnlyList<FaultRule> own, bool isReady)
    {
        ImmutableArray<FaultRule> rules = _rules;
        if (rules.IsEmpty && own.Count == 0)
        {
            return ActiveFaults.None;
        }

        var taken = new List<FaultSpec>();
        foreach (FaultRule rule in rules.Concat(own))
        {
            if (rule.Matches(operation, datasetId, snapshotId)
                && (isReady || !FaultNames.NeedsReadySnapshot(rule.Spec.Name))
                && rule.TryTake())
            {
                taken.Add(rule.Spec);
            }
        }

        return taken.Count == 0 ? ActiveFaults.None : new ActiveFaults(taken);
    }

    /// <summary>
    /// The faults that an input's URL asks of the call which carries it. A number of times counts over all jobs of that
    /// URL, so <c>lost_answer*1</c> loses the first answer only.
    /// </summary>
    public List<FaultSpec> TakeFromUrl(string url, IReadOnlyList<FaultSpec> specs, string operation)
    {
        var taken = new List<FaultSpec>();
        foreach (FaultSpec spec in specs)
        {
            FaultRule rule = spec.Times is null ? new FaultRule(spec) : _ofUrls.GetOrAdd($"{url} {spec}", _ => new FaultRule(spec));
            if (rule.Matches(operation, null, null) && rule.TryTake())
            {
                taken.Add(spec);
            }
        }

        return taken;
    }
}
