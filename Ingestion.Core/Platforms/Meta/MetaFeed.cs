using System.Text;
using System.Text.Json;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.AspNetCore.WebUtilities;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>
/// Reads posts page by page, newest first, with the insights of all posts of a page in the same call. One post whose insights are refused
/// fails such a call; then the pages are made smaller, and where even a small one fails, its posts are asked for singly. A group of metrics
/// that is refused for the first posts of a page is closed; one that is refused for some posts is missing there only.
/// </summary>
/// <remarks>
/// That posts come newest first is unconfirmed in reference/provider-apis.md; so is that insights may be asked for with the page, but seed
/// 004 does, and https://github.com/keboola/ex-facebook-graph-api/issues/35 shows the call and how it fails as a whole. Read 2026-11-21.
/// </remarks>
internal sealed class MetaFeed(MetaFeedRules rules)
{
    /// <summary>Where Meta takes the token.</summary>
    internal const string TokenParameter = "access_token";

    /// <summary>The position's source from where on pages are small.</summary>
    internal const string SmallPages = "small";

    private const int SmallPageSize = 10;
    private const int RefusalsOfAGroup = 3;

    /// <summary>Fetches one page.</summary>
    internal async Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken)
    {
        MetaGroup[] open = MetaInsights.Open(session, rules.Groups);
        FetchAnswer page = await session.SendAsync(ListCall(session.Account, position, open), cancellationToken);
        if (page.Fault is not { } fault)
        {
            JsonElement[] posts = Wanted(page.Answer!, session.Window);
            return PageOf(page.Answer!, position, session.Window, posts.Select(post => RecordOf(post, [])));
        }

        if (open.Length == 0 || !session.IsOfGroup(fault))
        {
            return FetchedPage.Stopped(fault);
        }

        // The page is refused, or the insights of one of its posts: only asking for less tells which.
        return position.Source == SmallPages
            ? await FetchSinglyAsync(session, position, open, cancellationToken)
            : new FetchedPage { Next = position with { Source = SmallPages } };
    }

    private async Task<FetchedPage> FetchSinglyAsync(
        FetchSession session, FetchPosition position, MetaGroup[] open, CancellationToken cancellationToken)
    {
        FetchAnswer page = await session.SendAsync(ListCall(session.Account, position, []), cancellationToken);
        if (page.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        JsonElement[] posts = Wanted(page.Answer!, session.Window);
        List<JsonElement>[] insights = [.. posts.Select(_ => new List<JsonElement>())];
        foreach (MetaGroup group in open)
        {
            if (await AskSinglyAsync(session, group, posts, insights, cancellationToken) is { } stop)
            {
                return FetchedPage.Stopped(stop);
            }
        }

        return PageOf(page.Answer!, position, session.Window, posts.Zip(insights, RecordOf));
    }

    /// <summary>Null unless the page has to be asked for again.</summary>
    private async Task<FetchFault?> AskSinglyAsync(
        FetchSession session, MetaGroup group, JsonElement[] posts, List<JsonElement>[] insights, CancellationToken cancellationToken)
    {
        int refused = 0;
        for (int i = 0; i < posts.Length; i++)
        {
            FetchAnswer one = await session.SendAsync(InsightsCall(posts[i], group), cancellationToken);
            if (one.Fault is not { } fault)
            {
                insights[i].Add(MetaJson.WithoutPaging(one.Body));
                continue;
            }

            if (!session.IsOfGroup(fault))
            {
                return fault;
            }

            refused++;
            if (refused == i + 1 && refused == Math.Min(RefusalsOfAGroup, posts.Length))
            {
                session.Close(group.Name, fault);
                return null;
            }
        }

        return null;
    }

    private FetchCall ListCall(FetchAccount account, FetchPosition position, MetaGroup[] groups)
    {
        string insights = groups.Length == 0 ? "" : $",insights.metric({string.Join(',', groups.Select(group => group.Metrics))})";
        int size = position.Source == SmallPages ? Math.Min(SmallPageSize, rules.PageSize) : rules.PageSize;
        Dictionary<string, string?> query = new() { ["fields"] = rules.Fields + insights, ["limit"] = $"{size}" };
        if (position.Cursor is { } cursor)
        {
            query["after"] = cursor;
        }

        return new FetchCall(rules.Edge, Address($"{Uri.EscapeDataString(account.ExternalId)}/{rules.Edge}", query))
        {
            TokenParameter = TokenParameter,
        };
    }

    private FetchCall InsightsCall(JsonElement post, MetaGroup group) => new(
        rules.InsightsEndpoint,
        Address(
            $"{Uri.EscapeDataString(PlatformAnswer.TextOf(post, "id") ?? "")}/insights",
            new Dictionary<string, string?> { ["metric"] = group.Metrics }))
    {
        TokenParameter = TokenParameter,
    };

    private Uri Address(string path, Dictionary<string, string?> query) =>
        new(QueryHelpers.AddQueryString($"{rules.Graph}/{path}", query));

    private JsonElement[] Wanted(PlatformAnswer page, FetchWindow window) =>
        [.. page.Items("data").Where(post => window.Holds(TimeOf(post)))];

    private FetchedPage PageOf(PlatformAnswer page, FetchPosition position, FetchWindow window, IEnumerable<FetchedRecord> records)
    {
        // Newest first: behind one that is too old there are older ones.
        bool isOver = page.Items("data").Select(TimeOf).LastOrDefault(time => time is not null) is { } oldest && !window.Holds(oldest);
        string? next = isOver ? null : MetaJson.NextCursor(page);
        return new FetchedPage
        {
            Records = [.. records],
            NewestPostAt = page.Items("data").Max(TimeOf),
            Next = next is null ? null : position with { Cursor = next },
        };
    }

    private static FetchedRecord RecordOf(JsonElement post, IReadOnlyList<JsonElement> insights) =>
        new(FetchedRecord.Post, MetaJson.WithoutPaging(post)) { Insights = insights };

    private DateTimeOffset? TimeOf(JsonElement post) => PlatformAnswer.TextOf(post, rules.TimeField) is { } text
        ? ProviderDates.Parse(Encoding.UTF8.GetBytes(text))
        : null;
}
