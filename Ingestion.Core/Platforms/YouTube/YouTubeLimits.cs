using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>
/// YouTube gives an application 10,000 units a day, and buckets of their own to searches and uploads. A day ends at midnight in California.
/// <see cref="LimitedCall.Units"/> is what the quota table says of the method.
/// </summary>
/// <remarks>
/// https://developers.google.com/youtube/v3/determine_quota_cost, as gathered in reference/provider-apis.md 2.4. What the Analytics API
/// allows is not known.
/// </remarks>
internal sealed class YouTubeLimits(IOptions<YouTubeOptions> options) : IDeclaredLimits
{
    /// <summary>A method of the Analytics API, which is not counted with the Data API's.</summary>
    internal const string AnalyticsEndpoint = "reports.query";

    private readonly Limit day = new("day", LimitScope.Application)
    {
        Window = CalendarWindow.PacificDay,
        Capacity = options.Value.DailyUnits,
        Weigh = call => call.Units,
    };

    private readonly Limit searches = Bucket("search.list day", options.Value.DailySearches);
    private readonly Limit inserts = Bucket("videos.insert day", options.Value.DailyInserts);
    private readonly Limit analytics = new("analytics day", LimitScope.Application) { Window = CalendarWindow.PacificDay };
    private readonly Limit pace = new("pace", LimitScope.Application);
    private readonly Limit userPace = new("pace", LimitScope.Account);

    public string Platform => AccountPlatforms.YouTube;

    public IReadOnlyList<Limit> Of(string endpoint) => [QuotaOf(endpoint), pace, userPace];

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report)
    {
        if (!report.IsRateLimited)
        {
            return [];
        }

        return report.Code switch
        {
            "quotaExceeded" or "dailyLimitExceeded" =>
                [new LimitNews(QuotaOf(call.Endpoint)) { IsRefusal = true, Reason = "YouTube says that the day's quota is used up" }],
            "userRateLimitExceeded" =>
                [new LimitNews(userPace) { IsRefusal = true, Wait = report.RetryAfter, Reason = "YouTube wants fewer calls for this user" }],
            _ => [new LimitNews(pace) { IsRefusal = true, Wait = report.RetryAfter, Reason = "YouTube wants fewer calls" }],
        };
    }

    public long UnitsOf(LimitedCall call) => call.Endpoint == AnalyticsEndpoint ? 0 : call.Units;

    private Limit QuotaOf(string endpoint) => endpoint switch
    {
        "search.list" => searches,
        "videos.insert" => inserts,
        AnalyticsEndpoint => analytics,
        _ => day,
    };

    private static Limit Bucket(string name, int calls) =>
        new(name, LimitScope.Application) { Window = CalendarWindow.PacificDay, Capacity = calls };
}
