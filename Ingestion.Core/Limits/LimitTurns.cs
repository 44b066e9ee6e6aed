namespace Ingestion.Core.Limits;

/// <summary>When those who were sent away come again.</summary>
internal static class LimitTurns
{
    private const int PartsOfWindow = 12;

    private static readonly TimeSpan LongestQueue = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// The end of a window that has one. Else the moment at which enough will be free, and for each further one as much later as its call
    /// takes of the window, so that thousands do not come at once; an owner who wants no more than its share need not stand in that line.
    /// </summary>
    /// <param name="limit">A counted limit.</param>
    /// <param name="state">Its state.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="missing">How much has to become free.</param>
    /// <param name="units">What the call takes.</param>
    /// <param name="capacity">What fits into the window.</param>
    /// <param name="now">The one clock of all hosts.</param>
    internal static DateTimeOffset Next(
        Limit limit, LimitState state, string owner, long missing, long units, long capacity, DateTimeOffset now)
    {
        LimitWindow window = limit.Window!;
        if (window.EndOf(now) is { } end)
        {
            return end;
        }

        DateTimeOffset opening = OpeningOf(window, state, missing, now);
        if (!limit.IsShared || FairShares.IsModest(state, owner, units, capacity))
        {
            return opening;
        }

        DateTimeOffset turn = state.NextTurnAt > opening && state.NextTurnAt < now + LongestQueue ? state.NextTurnAt.Value : opening;
        state.NextTurnAt = turn + (window.Length * ((double)units / Math.Max(1, capacity)));
        state.IsChanged = true;
        return turn;
    }

    private static DateTimeOffset OpeningOf(LimitWindow window, LimitState state, long missing, DateTimeOffset now)
    {
        DateTimeOffset opening = now + (window.Length / PartsOfWindow);
        foreach (UsedUnits used in state.Used)
        {
            missing -= used.Units;
            if (missing <= 0)
            {
                opening = used.At + window.Length + AfterTheEnd;
                break;
            }
        }

        return state.ToldResetAt is { } reset && reset > now && reset < opening ? reset + LimitState.ClockMargin : opening;
    }
}
