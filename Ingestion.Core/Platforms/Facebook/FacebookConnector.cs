using System.Globalization;
using Ingestion.Core.Accounts;
using Ingestion.Core.Normalize.Datasets.FacebookPosts;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Meta;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Facebook;

/// <summary>
/// Reads a Page with its own token: itself, its insights by day, then its posts page by page with their insights. That is two calls for the
/// Page and one for every 25 posts.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.2, where the lists of fields are unconfirmed; read 2026-11-21. <c>page_fans</c>,
/// <c>page_impressions*</c>, <c>post_impressions*</c> and their unique families were removed and are not asked for.
/// Two years of insights: https://developers.facebook.com/docs/graph-api/reference/v15.0/insights, as stored publicly.
/// </remarks>
internal sealed class FacebookConnector : IPlatformConnector
{
    private const string InsightsScope = "read_insights";
    private const string PageFields = "id,name,link,followers_count,fan_count,verification_status";

    private const string PostFields =
        "id,message,created_time,permalink_url,full_picture,attachments{media_type,media,url,subattachments},shares,"
        + "reactions.summary(total_count).limit(0),comments.summary(total_count).limit(0)";

    private const int PageSize = 25;
    private const int InsightDays = 7;

    private static readonly MetaGroup[] PageGroups =
    [
        new("page_follows", "page_follows"),
        new("page_views", "page_media_view,page_total_media_view_unique"),
        new("page_engagement", "page_post_engagements"),
    ];

    private static readonly MetaGroup[] PostGroups =
    [
        new("post_views", "post_media_view"),
        new("post_viewers", "post_total_media_view_unique"),
    ];

    private readonly string graph;
    private readonly MetaFeed feed;

    public FacebookConnector(IOptions<FacebookOptions> options)
    {
        graph = $"https://graph.facebook.com/{options.Value.GraphVersion}";
        feed = new MetaFeed(new MetaFeedRules
        {
            Graph = graph,
            Edge = "posts",
            InsightsEndpoint = "post.insights",
            Fields = PostFields,
            TimeField = "created_time",
            PageSize = PageSize,
            Groups = PostGroups,
        });
    }

    public string Platform => AccountPlatforms.Facebook;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [.. PageGroups.Concat(PostGroups).Select(group => group.Name)],
        Overlap = TimeSpan.FromDays(30),
        InsightLookBack = TimeSpan.FromDays(2 * 365),
        PageSize = PageSize,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => FacebookErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) => new($"https://www.facebook.com/{Uri.EscapeDataString(account.ExternalId)}");

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchProfileAsync(session, cancellationToken)
            : feed.FetchAsync(session, position, cancellationToken);

    private async Task<FetchedPage> FetchProfileAsync(FetchSession session, CancellationToken cancellationToken)
    {
        string pageId = session.Account.ExternalId;
        FetchAnswer page = await session.SendAsync(
            Call("page", Uri.EscapeDataString(pageId), new() { ["fields"] = PageFields }), cancellationToken);
        if (page.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        MetaInsights.Require(session, InsightsScope, PageGroups.Concat(PostGroups));
        (var insights, FetchFault? refused) = await MetaInsights.AskAsync(
            session, PageGroups, metrics => InsightsCall(session, metrics), cancellationToken);
        return refused is not null ? FetchedPage.Stopped(refused) : new FetchedPage
        {
            Records = [new FetchedRecord(FetchedRecord.Profile, page.Body) { Insights = insights }],
            Subject = new FetchSubject(
                FetchSubject.HandleOf(FacebookUrls.HandleOf(page.Answer!.Text("link")), pageId),
                CountOf(page.Answer.Text("followers_count"))),
            Next = new FetchPosition(FetchPhases.Posts),
        };
    }

    private FetchCall InsightsCall(FetchSession session, string metrics)
    {
        DateTimeOffset end = new(session.Window.Until.UtcDateTime.Date, TimeSpan.Zero);
        return Call("page.insights", $"{Uri.EscapeDataString(session.Account.ExternalId)}/insights", new()
        {
            ["metric"] = metrics,
            ["period"] = "day",
            ["since"] = Seconds(end.AddDays(-InsightDays)),
            ["until"] = Seconds(end),
        });
    }

    private FetchCall Call(string endpoint, string path, Dictionary<string, string?> query) =>
        new(endpoint, new Uri(QueryHelpers.AddQueryString($"{graph}/{path}", query))) { TokenParameter = MetaFeed.TokenParameter };

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static long? CountOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;
}
