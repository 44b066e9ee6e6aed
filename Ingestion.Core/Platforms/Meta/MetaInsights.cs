using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>
/// Insights about an account: all groups in one call, and group by group only when that call is refused, so that the group which is to
/// blame is found and the others are had.
/// </summary>
internal static class MetaInsights
{
    /// <summary>Closes all groups when their scope was not granted.</summary>
    internal static void Require(FetchSession session, string scope, IEnumerable<MetaGroup> groups)
    {
        if (session.Account.Has(scope))
        {
            return;
        }

        foreach (MetaGroup group in groups)
        {
            session.Close(
                group.Name, new FetchFault(FetchFaultKind.PermissionMissing, $"{session.Account.Platform} insights: {scope} was not granted"));
        }
    }

    /// <summary>The groups that are not closed.</summary>
    internal static MetaGroup[] Open(FetchSession session, IEnumerable<MetaGroup> groups) =>
        [.. groups.Where(group => session.IsOpen(group.Name))];

    /// <summary>Asks.</summary>
    /// <param name="session">The way to the platform.</param>
    /// <param name="groups">What to ask for.</param>
    /// <param name="call">Makes the call for some metrics.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answers, or why the page has to be asked for again.</returns>
    internal static async Task<(IReadOnlyList<JsonElement> Answers, FetchFault? Fault)> AskAsync(
        FetchSession session, IEnumerable<MetaGroup> groups, Func<string, FetchCall> call, CancellationToken cancellationToken)
    {
        MetaGroup[] open = Open(session, groups);
        if (open.Length > 1)
        {
            FetchAnswer all = await session.SendAsync(call(string.Join(',', open.Select(group => group.Metrics))), cancellationToken);
            if (all.Fault is null)
            {
                return ([MetaJson.WithoutPaging(all.Body)], null);
            }

            if (!session.IsOfGroup(all.Fault))
            {
                return ([], all.Fault);
            }
        }

        List<JsonElement> answers = [];
        foreach (MetaGroup group in open)
        {
            FetchAnswer one = await session.SendAsync(group.Name, call(group.Metrics), cancellationToken);
            if (one.Fault is { } fault)
            {
                return ([], fault);
            }

            if (one.Answer is { } answer)
            {
                answers.Add(MetaJson.WithoutPaging(answer.Body));
            }
        }

        return (answers, null);
    }
}
