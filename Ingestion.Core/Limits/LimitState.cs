using System.Text.Json.Serialization;

namespace Ingestion.Core.Limits;

/// <summary>
/// What all hosts know of one limit. The rule that keeps it: a call counts from the moment it is let through; while it is under way it
/// counts in every window; when it has ended it counts at the time of its report, which is never before the time at which the platform
/// counted it. So, whichever calls the platform counts in one of its windows, they were all counted here when the last of them was let
/// through.
/// </summary>
internal sealed class LimitState
{
    /// <summary>
    /// How long calls under way count without a report. A call has ended by then (<see cref="Platforms.PlatformHttp.CallTimeout"/>), or its
    /// host has; what a dead host held counts as used then, because the platform may have counted it.
    /// </summary>
    internal static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(1);

    /// <summary>How far a platform's clock may be from the database's.</summary>
    internal static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);

    private const int GrainsPerWindow = 60;
    private const int MaxDoublings = 8;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>What was used within the window, oldest first.</summary>
    public List<UsedUnits> Used { get; init; } = [];

    /// <summary>Shares of owners, for a shared limit.</summary>
    public Dictionary<string, OwnerUse> Owners { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The period of <see cref="Owners"/>.</summary>
    public DateTimeOffset PeriodStart { get; set; }

    /// <summary>What fits into the window by the platform's own word; null when it has not said.</summary>
    public long? ToldCapacity { get; set; }

    /// <summary>The end of the platform's window by its own word, in the future or the past; null when it has not said.</summary>
    public DateTimeOffset? ToldResetAt { get; set; }

    /// <summary>Refusals one after the other.</summary>
    public int Refusals { get; set; }

    /// <summary>When the next of those who were sent away is to come again, so that they do not come all at once.</summary>
    public DateTimeOffset? NextTurnAt { get; set; }

    /// <summary>Why it is closed.</summary>
    public string? Reason { get; set; }

    /// <summary>No host calls before this time.</summary>
    [JsonIgnore]
    public DateTimeOffset? ClosedUntil { get; set; }

    /// <summary>What each host has under way or leased, and until when that counts without news of it.</summary>
    [JsonIgnore]
    public Dictionary<string, HostHold> Holds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether it has to be written.</summary>
    internal bool IsChanged { get; set; }

    internal long UsedSum => Used.Sum(used => used.Units);

    internal long HeldSum => Holds.Values.Sum(host => host.Units);

    /// <summary>Brings the state to the present.</summary>
    internal void MoveTo(Limit limit, DateTimeOffset now)
    {
        ClosedUntil = ClosedUntil > now ? ClosedUntil : null;
        if (!limit.IsCounted)
        {
            return;
        }

        // A clock that was put back must not make what it wrote before count for ever, nor let it be forgotten.
        DateTimeOffset latest = now + limit.Window!.Length;
        for (int index = 0; index < Used.Count; index++)
        {
            Used[index] = Used[index].At > latest ? Used[index] with { At = latest } : Used[index];
        }

        Used.RemoveAll(used => used.At < StartOf(limit.Window, now));
        foreach ((string host, HostHold held) in Holds.ToArray())
        {
            if (held.Until <= now)
            {
                Holds.Remove(host);
                Add(limit, held.Units, held.Until, now);
            }
            else if (held.Until > now + HoldFor)
            {
                Holds[host] = held with { Until = now + HoldFor };
            }
        }
    }

    /// <summary>Sets what one host has under way and leased.</summary>
    internal void Hold(string host, long units, DateTimeOffset now)
    {
        IsChanged |= units > 0 || Holds.ContainsKey(host);
        if (units > 0)
        {
            Holds[host] = new HostHold(units, now + HoldFor);
        }
        else
        {
            Holds.Remove(host);
        }
    }

    /// <summary>Counts what an ended call has used.</summary>
    internal void Add(Limit limit, long units, DateTimeOffset at, DateTimeOffset now)
    {
        // What a host held of a cap is forgotten with it: what was really used is in the cost ledger.
        if (units <= 0 || limit.IsCap || at < StartOf(limit.Window!, now))
        {
            return;
        }

        IsChanged = true;
        if (limit.Window!.EndOf(now) is not null)
        {
            // What ends at once needs one entry only.
            UsedUnits whole = Used is [UsedUnits there] ? there : new UsedUnits(at, 0);
            Used.Clear();
            Used.Add(new UsedUnits(whole.At > at ? whole.At : at, whole.Units + units));
            return;
        }

        long grain = limit.Window.Length.Ticks / GrainsPerWindow;
        DateTimeOffset counted = new((at.UtcTicks + grain - 1) / grain * grain, TimeSpan.Zero);
        int same = Used.FindIndex(used => used.At == counted);
        if (same >= 0)
        {
            Used[same] = new UsedUnits(counted, Used[same].Units + units);
        }
        else
        {
            Used.Insert(Used.FindLastIndex(used => used.At < counted) + 1, new UsedUnits(counted, units));
        }
    }

    /// <summary>Takes what an answer says.</summary>
    internal void Hear(LimitNews news, DateTimeOffset now)
    {
        Limit limit = news.Limit;
        if (limit.IsCounted)
        {
            Correct(news, now);
        }

        if (!news.Closes)
        {
            return;
        }

        IsChanged = true;
        bool isFirst = ClosedUntil is null;
        DateTimeOffset until = news.Wait is { } wait
            ? now + (wait < LongestWait ? wait : LongestWait)
            : ResetIn(news, now) ?? limit.Window?.EndOf(now) ?? now + Backoff(limit);

        // Calls that were under way together are refused together: that is one refusal.
        Refusals += news.IsRefusal && isFirst ? 1 : 0;
        if (isFirst || until > ClosedUntil)
        {
            ClosedUntil = until;
            Reason = news.Reason;
        }
    }

    /// <summary>An answer that was no refusal.</summary>
    internal void HearWell()
    {
        IsChanged |= Refusals > 0;
        Refusals = 0;
    }

    /// <summary>What was used before this time counts no more.</summary>
    internal DateTimeOffset StartOf(LimitWindow window, DateTimeOffset now)
    {
        DateTimeOffset start = window.StartOf(now);
        if (ToldResetAt is not { } reset || reset > now + window.Length + ClockMargin)
        {
            return start;
        }

        DateTimeOffset told = reset + ClockMargin <= now ? reset : reset - window.Length - ClockMargin;
        return told > start ? told : start;
    }

    private void Correct(LimitNews news, DateTimeOffset now)
    {
        if (ResetIn(news, now) is { } reset && reset != ToldResetAt)
        {
            IsChanged = true;
            ToldResetAt = reset;
        }

        if (news.Capacity is { } capacity && capacity != ToldCapacity)
        {
            IsChanged = true;
            ToldCapacity = capacity;
        }

        if (news.Remaining is { } remaining)
        {
            // Calls under way may be in the platform's count already; here they count anyway.
            long told = (news.Capacity ?? news.Limit.Capacity!.Value) - remaining;
            Add(news.Limit, told - UsedSum - HeldSum, now, now);
        }
    }

    /// <summary>The told end of the window, if it can be true.</summary>
    private static DateTimeOffset? ResetIn(LimitNews news, DateTimeOffset now) =>
        news.ResetAt is { } reset && news.Limit.Window is { } window && reset > now && reset <= now + window.Length + ClockMargin
            ? reset
            : null;

    private TimeSpan Backoff(Limit limit)
    {
        TimeSpan wait = limit.FirstBackoff * Math.Pow(2, Math.Min(Refusals, MaxDoublings));
        return wait < LongestBackoff ? wait : LongestBackoff;
    }
}
