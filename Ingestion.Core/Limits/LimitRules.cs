using System.Collections.Concurrent;

namespace Ingestion.Core.Limits;

/// <summary>Every limit of one platform that a call is under: those of the platform, and the caps of our own.</summary>
/// <param name="declared">The platform's.</param>
/// <param name="caps">Ours.</param>
/// <param name="options">How owners share.</param>
internal sealed class LimitRules(IDeclaredLimits declared, CostCaps caps, LimitOptions options)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Limit>> byEndpoint = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Limit>> capsByOwner = new(StringComparer.Ordinal);

    internal string Platform => declared.Platform;

    internal IDeclaredLimits Declared => declared;

    /// <summary>The part of a shared limit that is kept for owners who come late, 0 to 1.</summary>
    internal double KeptForNewcomers => options.NewcomersPercent / 100.0;

    internal IEnumerable<LimitUse> Of(LimitedCall call) => byEndpoint.GetOrAdd(call.Endpoint, declared.Of)
        .Concat(capsByOwner.GetOrAdd(call.Owner, owner => caps.Of(declared, owner)))
        .Select(limit => LimitUse.Of(limit, call));
}
