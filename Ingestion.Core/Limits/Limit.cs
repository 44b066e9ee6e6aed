namespace Ingestion.Core.Limits;

/// <summary>One limit of a platform, or a cap of our own.</summary>
/// <param name="Name">What it is about, the same for all that it counts: <c>day</c>, <c>users/tweets</c>.</param>
/// <param name="Scope">Whose calls it counts together.</param>
internal sealed record Limit(string Name, LimitScope Scope)
{
    /// <summary>Over which time it counts. Default none: nothing is counted, it only closes when the platform says so.</summary>
    public LimitWindow? Window { get; init; }

    /// <summary>How much fits into the window. Default none: the platform does not say.</summary>
    public long? Capacity { get; init; }

    /// <summary>What a call takes at most. Default 1.</summary>
    public Func<LimitedCall, long> Weigh { get; init; } = _ => 1;

    /// <summary>What an answered call took; at most what it weighed. Default that.</summary>
    public Func<LimitedCall, LimitReport, long>? Spend { get; init; }

    /// <summary>Of a cap of our own: what the cost ledger has of the month. Default none: a limit of the platform.</summary>
    public Func<CostSum, long>? SpentInMonth { get; init; }

    /// <summary>Shortest wait after a refusal that names no time; it doubles with each further one. Default 5 seconds.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether calls are counted, so that no more than <see cref="Capacity"/> are let through.</summary>
    internal bool IsCounted => Window is not null && Capacity is not null;

    internal bool IsCap => SpentInMonth is not null;

    /// <summary>Whether owners share it, so that one could starve another.</summary>
    internal bool IsShared => Scope == LimitScope.Application && IsCounted && !IsCap;

    /// <summary>Its row among those of the platform.</summary>
    internal string KeyOf(LimitedCall call) => Scope switch
    {
        LimitScope.Account => $"account {call.AccountId}: {Name}",
        LimitScope.Owner => $"owner {call.Owner}: {Name}",
        _ => Name,
    };
}
