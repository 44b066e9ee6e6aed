namespace Ingestion.Core.Platforms.Fetch;

/// <summary>
/// One call that asks for several groups of fields, where a call for each would cost more. A group that is retired or forbidden is
/// found out and closed; the others, and what is asked for in any case, are had all the same.
/// </summary>
internal static class GroupedCall
{
    /// <summary>
    /// Asks for all groups that are open: one call. When that is refused for what was asked, then without groups, and with one more
    /// at a time: at most two calls more than there are groups, and only once, for a closed group is not asked for again.
    /// </summary>
    /// <param name="session">The way to the platform.</param>
    /// <param name="groups">Those that may be asked for.</param>
    /// <param name="callFor">The call for some of them, or for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer with the most groups; the fault when there is none even without groups, or one that is not about a group.</returns>
    internal static async Task<FetchAnswer> SendAsync(
        FetchSession session, IEnumerable<string> groups, Func<IReadOnlyList<string>, FetchCall> callFor, CancellationToken cancellationToken)
    {
        string[] open = [.. groups.Where(session.IsOpen)];
        FetchAnswer all = await session.SendAsync(callFor(open), cancellationToken);
        if (open.Length == 0 || all.Fault is not { IsOfGroup: true, IsDoubtful: false })
        {
            return all;
        }

        FetchAnswer best = await session.SendAsync(callFor([]), cancellationToken);
        if (best.Fault is not null)
        {
            return best;
        }

        List<string> taken = [];
        foreach (string group in open)
        {
            // With all others taken, this is the call that was refused in the first place.
            FetchAnswer tried = taken.Count == open.Length - 1 ? all : await session.SendAsync(callFor([.. taken, group]), cancellationToken);
            if (tried.Fault is null)
            {
                taken.Add(group);
                best = tried;
            }
            else if (tried.Fault is { IsOfGroup: true, IsDoubtful: false } fault)
            {
                session.Close(group, fault);
            }
            else
            {
                return tried;
            }
        }

        return best;
    }
}
