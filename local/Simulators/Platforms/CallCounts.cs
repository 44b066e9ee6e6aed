using System.Collections.Concurrent;

namespace Simulators.Platforms;

/// <summary>Calls by platform and operation: <c>tiktok refresh</c>.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string platform, string operation) => _counts.AddOrUpdate($"{platform} {operation}", 1, (_, count) => count + 1);

    public int Of(string platform, string operation) => _counts.GetValueOrDefault($"{platform} {operation}");

    public IReadOnlyDictionary<string, int> All => _counts;
}
