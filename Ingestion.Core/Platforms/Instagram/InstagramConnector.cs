using System.Globalization;
using Ingestion.Core.Accounts;
using Ingestion.Core.Platforms.Fetch;
using Ingestion.Core.Platforms.Meta;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.Instagram;

/// <summary>
/// Reads a professional account with Instagram Login: itself, its insights of one day, then its media page by page with their insights. That
/// is two calls for the account and one for every 50 posts.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.1, where the lists of fields are unconfirmed; read 2026-11-21. <c>impressions</c>, <c>plays</c>,
/// <c>video_views</c> and their like were removed and are not asked for. Likes and comments of a post are fields, so their metrics are not
/// asked for either.
/// </remarks>
internal sealed class InstagramConnector : IPlatformConnector
{
    private const string InsightsScope = "instagram_business_manage_insights";
    private const string UserFields =
        "id,user_id,username,name,biography,profile_picture_url,website,followers_count,follows_count,media_count";

    private const string MediaFields =
        "id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,like_count,comments_count,shortcode,"
        + "children{media_url,media_type}";

    private const int PageSize = 50;

    // Insights may be 48 hours late: of the days, the one that ended so long ago is whole.
    private const int DaysUntilWhole = 2;

    private static readonly MetaGroup[] UserGroups =
    [
        new("account_reach", "reach,views"),
        new("account_engagement", "accounts_engaged,total_interactions,likes,comments,shares,saves,replies"),
        new("account_visits", "profile_views,website_clicks"),
    ];

    private static readonly MetaGroup[] MediaGroups =
    [
        new("post_reach", "reach,views"),
        new("post_engagement", "saved,shares,total_interactions"),
    ];

    private readonly string graph;
    private readonly MetaFeed feed;

    public InstagramConnector(IOptions<InstagramOptions> options)
    {
        graph = $"https://graph.instagram.com/{options.Value.GraphVersion}";
        feed = new MetaFeed(new MetaFeedRules
        {
            Graph = graph,
            Edge = "media",
            InsightsEndpoint = "media.insights",
            Fields = MediaFields,
            TimeField = "timestamp",
            PageSize = PageSize,
            Groups = MediaGroups,
        });
    }

    public string Platform => AccountPlatforms.Instagram;

    public PlatformCapabilities Capabilities { get; } = new()
    {
        HasPosts = true,
        InsightGroups = [.. UserGroups.Concat(MediaGroups).Select(group => group.Name)],
        Overlap = TimeSpan.FromDays(30),
        InsightLookBack = TimeSpan.FromDays(2 * 365),
        PageSize = PageSize,
    };

    public FetchFault? FaultOf(PlatformAnswer answer, DateTimeOffset now) => InstagramErrors.Of(answer, now);

    public Uri PageOf(FetchAccount account) =>
        new($"https://www.instagram.com/{Uri.EscapeDataString(FetchSubject.HandleOf(account.Handle, account.ExternalId))}/");

    public Task<FetchedPage> FetchAsync(FetchSession session, FetchPosition position, CancellationToken cancellationToken) =>
        position.Phase == FetchPhases.Profile
            ? FetchUserAsync(session, cancellationToken)
            : feed.FetchAsync(session, position, cancellationToken);

    private async Task<FetchedPage> FetchUserAsync(FetchSession session, CancellationToken cancellationToken)
    {
        string accountId = session.Account.ExternalId;
        FetchAnswer user = await session.SendAsync(Call("me", "me", new() { ["fields"] = UserFields }), cancellationToken);
        if (user.Fault is { } fault)
        {
            return FetchedPage.Stopped(fault);
        }

        // The token says whose it is: another account's numbers must not be taken for this one's.
        if (user.Answer!.Text("user_id") != accountId)
        {
            return FetchedPage.Stopped(new FetchFault(FetchFaultKind.NotFound, $"instagram me: the token is not that of account {accountId}"));
        }

        MetaInsights.Require(session, InsightsScope, UserGroups.Concat(MediaGroups));
        (var insights, FetchFault? refused) = await MetaInsights.AskAsync(
            session, UserGroups, metrics => InsightsCall(session, metrics), cancellationToken);
        return refused is not null ? FetchedPage.Stopped(refused) : new FetchedPage
        {
            Records = [new FetchedRecord(FetchedRecord.Profile, user.Body) { Insights = insights, InsightsDate = InsightsDate(session) }],
            Subject = new FetchSubject(
                FetchSubject.HandleOf(user.Answer.Text("username"), accountId),
                CountOf(user.Answer.Text("followers_count")),
                IsTokensOwn: true),
            Next = new FetchPosition(FetchPhases.Posts),
        };
    }

    private FetchCall InsightsCall(FetchSession session, string metrics)
    {
        DateTimeOffset start = new(InsightsDate(session), TimeOnly.MinValue, TimeSpan.Zero);
        return Call("insights", $"{Uri.EscapeDataString(session.Account.ExternalId)}/insights", new()
        {
            ["metric"] = metrics,
            ["period"] = "day",
            ["metric_type"] = "total_value",
            ["since"] = Seconds(start),
            ["until"] = Seconds(start.AddDays(1)),
        });
    }

    /// <summary>A total of a time says nothing of the time, so the record does.</summary>
    private static DateOnly InsightsDate(FetchSession session) =>
        DateOnly.FromDateTime(session.Window.Until.UtcDateTime).AddDays(-DaysUntilWhole - 1);

    private FetchCall Call(string endpoint, string path, Dictionary<string, string?> query) =>
        new(endpoint, new Uri(QueryHelpers.AddQueryString($"{graph}/{path}", query))) { TokenParameter = MetaFeed.TokenParameter };

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static long? CountOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;
}
