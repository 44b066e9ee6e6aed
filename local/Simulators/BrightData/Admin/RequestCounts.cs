using System.Collections.Concurrent;
using System.Globalization;

namespace Simulators.BrightData.Admin;

/// <summary>Calls per operation and answer; <c>aborted</c> is a call that a fault reset.</summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<(string Operation, int Status), long> _counts = new();

    public void Count(string operation, int? status) => _counts.AddOrUpdate((operation, status ?? 0), 1, (_, n) => n + 1);

    public void Clear() => _counts.Clear();

    public Dictionary<string, Dictionary<string, long>> Read() => _counts
        .GroupBy(c => c.Key.Operation)
        .ToDictionary(g => g.Key, g => g.ToDictionary(
            c => c.Key.Status == 0 ? "aborted" : c.Key.Status.ToString(CultureInfo.InvariantCulture), c => c.Value));
}
