using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Platforms.X;

/// <summary>
/// X counts calls by endpoint over 15 minutes, for the user and for the application, and posts over the month of the billing cycle. It tells
/// the user's count in headers, and has no Retry-After. <see cref="LimitedCall.Units"/> is the most posts or users that a call can return.
/// </summary>
/// <remarks>
/// https://docs.x.com/x-api/fundamentals/rate-limits and https://docs.x.com/x-api/getting-started/pricing, as gathered in
/// reference/provider-apis.md 2.5. Which of the two counts a refusal is about is read from the user's headers; unconfirmed.
/// </remarks>
internal sealed class XLimits : IDeclaredLimits
{
    internal const string MeEndpoint = "users/me";
    internal const string PostsEndpoint = "users/tweets";
    internal const string PostKind = "post";
    internal const string UserKind = "user";

    private const decimal MicrosPerUsd = 1_000_000;

    private static readonly SlidingWindow Window = new(TimeSpan.FromMinutes(15));

    private readonly Limit me;
    private readonly Limit postsOfUser;
    private readonly Limit postsOfApp;
    private readonly Limit others;
    private readonly Limit month;
    private readonly long postPrice;
    private readonly long userPrice;

    public XLimits(IOptions<XOptions> options)
    {
        XOptions x = options.Value;
        me = new Limit(MeEndpoint, LimitScope.Account) { Window = Window, Capacity = x.UserLookupsPerUser };
        postsOfUser = new Limit(PostsEndpoint, LimitScope.Account) { Window = Window, Capacity = x.TimelinesPerUser };
        postsOfApp = new Limit(PostsEndpoint, LimitScope.Application) { Window = Window, Capacity = x.TimelinesPerApplication };
        others = new Limit("other endpoints", LimitScope.Account) { Window = Window, Capacity = x.OtherCallsPerUser };
        month = new Limit("posts of the month", LimitScope.Application)
        {
            Window = new CalendarWindow(TimeZoneInfo.Utc, x.BillingCycleDay),
            Capacity = x.MonthlyPostReads,
            Weigh = call => call.Endpoint == MeEndpoint ? 0 : call.Units,
            Spend = (_, report) => report.Billed.Count(resource => resource.Kind == PostKind),
        };
        postPrice = (long)(x.PostPriceUsd * MicrosPerUsd);
        userPrice = (long)(x.UserPriceUsd * MicrosPerUsd);
    }

    public string Platform => AccountPlatforms.X;

    public IReadOnlyList<Limit> Of(string endpoint) => endpoint switch
    {
        MeEndpoint => [me, month],
        PostsEndpoint => [postsOfUser, postsOfApp, month],
        _ => [others, month],
    };

    public IEnumerable<LimitNews> Read(LimitedCall call, LimitReport report)
    {
        if (report.IsRateLimited && report.Code == "usage-capped")
        {
            return [new LimitNews(month) { IsRefusal = true, Reason = "X says that the month's usage cap is reached" }];
        }

        long? remaining = report.Number("x-rate-limit-remaining");
        DateTimeOffset? resetAt = report.Number("x-rate-limit-reset") is { } seconds and > 0 and < uint.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        bool isOfApp = report.IsRateLimited && remaining > 0 && call.Endpoint == PostsEndpoint;
        if (isOfApp)
        {
            return [new LimitNews(postsOfApp) { IsRefusal = true, Reason = "X wants fewer calls of this application" }];
        }

        return resetAt is null && remaining is null && !report.IsRateLimited ? [] :
        [
            new LimitNews(UserLimitOf(call.Endpoint))
            {
                IsRefusal = report.IsRateLimited,
                ResetAt = resetAt,
                Capacity = report.Number("x-rate-limit-limit"),
                Remaining = remaining,
                Reason = "X wants no more calls of this user to this endpoint",
            },
        ];
    }

    public long PriceOf(string kind) => kind switch
    {
        PostKind => postPrice,
        UserKind => userPrice,
        _ => 0,
    };

    public long HighestPriceOf(LimitedCall call) => call.Units * (call.Endpoint == MeEndpoint ? userPrice : Math.Max(postPrice, userPrice));

    public long UnitsOf(LimitedCall call) => 0;

    private Limit UserLimitOf(string endpoint) => endpoint switch
    {
        MeEndpoint => me,
        PostsEndpoint => postsOfUser,
        _ => others,
    };
}
