namespace Ingestion.Core.Limits;

/// <summary>
/// How owners share a limit of the application. Each has an equal share; who has taken less may take whatever is left. Who has taken more
/// leaves what the others still want of their shares, going by what they asked for in this period and the one before, and in any case a
/// part for those who have not asked yet. In the last tenth of a day or month what is left is for all.
/// </summary>
internal static class FairShares
{
    private const int LastPart = 10;

    /// <summary>Begins a new period when it is time.</summary>
    internal static void MoveTo(LimitState state, LimitWindow window, DateTimeOffset now)
    {
        DateTimeOffset period = window.PeriodOf(now);
        if (period <= state.PeriodStart)
        {
            return;
        }

        bool isNext = window.PeriodOf(period.AddTicks(-1)) == state.PeriodStart;
        foreach ((string owner, OwnerUse use) in state.Owners.ToArray())
        {
            if (isNext && use.Wanted > 0)
            {
                state.Owners[owner] = new OwnerUse(0, 0, use.Wanted);
            }
            else
            {
                state.Owners.Remove(owner);
            }
        }

        state.PeriodStart = period;
    }

    /// <summary>Notes what an owner asked for and what was let through.</summary>
    internal static void Note(LimitState state, string owner, long wanted, long taken)
    {
        OwnerUse use = state.Owners.GetValueOrDefault(owner) ?? new OwnerUse(0, 0, 0);
        state.Owners[owner] = use with { Units = use.Units + taken, Wanted = use.Wanted + wanted };
        state.IsChanged = true;
    }

    /// <summary>Whether the owner may take so much of what is left.</summary>
    internal static bool Allows(
        LimitState state, LimitWindow window, string owner, long units, long capacity, double keptForNewcomers, DateTimeOffset now)
    {
        if (FreeForAllAt(window, now) <= now)
        {
            return true;
        }

        var newcomers = (long)Math.Ceiling(capacity * keptForNewcomers);
        long mine = (state.Owners.GetValueOrDefault(owner)?.Units ?? 0) + units;
        long share = Share(state, owner, capacity);
        long left = capacity - state.UsedSum - state.HeldSum - units;
        return mine <= Math.Min(share, capacity - newcomers) || left >= Math.Max(newcomers, WantedByOthers(state, owner, share));
    }

    /// <summary>Whether the owner has asked, with this, for no more than its equal share.</summary>
    internal static bool IsModest(LimitState state, string owner, long units, long capacity) =>
        (state.Owners.GetValueOrDefault(owner)?.Wanted ?? 0) + units <= Share(state, owner, capacity);

    /// <summary>The start of the last part of the window; null when it has no end.</summary>
    internal static DateTimeOffset? FreeForAllAt(LimitWindow window, DateTimeOffset now) =>
        window.EndOf(now) is { } end ? end - ((end - window.StartOf(now)) / LastPart) : null;

    private static long WantedByOthers(LimitState state, string owner, long share) => state.Owners
        .Where(other => other.Key != owner)
        .Sum(other => Math.Max(0, Math.Min(share, Math.Max(other.Value.Wanted, other.Value.Before)) - other.Value.Units));

    private static long Share(LimitState state, string owner, long capacity) =>
        capacity / (state.Owners.Count + (state.Owners.ContainsKey(owner) ? 0 : 1));
}
