using Simulators.Platforms.Meta;

namespace Simulators.Platforms.Instagram;

/// <summary>Instagram's Graph API: an account, its media, and the insights of both.</summary>
internal sealed class InstagramData
{
    private static readonly string[] UserMetrics =
    [
        "reach", "views", "accounts_engaged", "total_interactions", "likes", "comments", "shares", "saves", "replies", "profile_views",
        "website_clicks",
    ];

    private static readonly string[] MediaMetrics = ["reach", "views", "likes", "comments", "saved", "shares", "total_interactions"];

    private readonly MetaGraph _graph;

    public InstagramData(PlatformParts parts)
    {
        _graph = new MetaGraph("instagram", "instagram", limitCode: 80_002, parts);
        Me = _graph.Route("me", ReadUser);
        Media = _graph.Route("media", ListMedia);
        UserInsights = _graph.Route("insights", ReadUserInsights);
        MediaInsights = _graph.Route("media.insights", ReadMediaInsights);
    }

    public RequestDelegate Me { get; }

    public RequestDelegate Media { get; }

    public RequestDelegate UserInsights { get; }

    public RequestDelegate MediaInsights { get; }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"]!.ToString()!;

    private (int, object) ReadUser(HttpContext context, string user) => user.StartsWith("gone", StringComparison.Ordinal)
        ? MetaError.NotFound(user)
        : (200, MetaGraph.Pick(new InstagramUser(user, _graph.Now).Resource(), GraphFields.Names(context.Request.Query["fields"]!)));

    private (int, object) ListMedia(HttpContext context, string user)
    {
        if (IdOf(context) != user)
        {
            return MetaError.NotFound(IdOf(context));
        }

        string fields = context.Request.Query["fields"].ToString();
        string[]? metrics = GraphFields.InsightMetrics(fields);
        InstagramUser account = new(user, _graph.Now);
        string[] names = [.. GraphFields.Names(fields)];
        if (metrics is null)
        {
            return _graph.Page(context, account.Published, (offset, count) => account.Media(offset, count).Select(number => Item(number, null)));
        }

        (int, object)? fault = _graph.InsightFault(metrics, Known(user, MediaMetrics));
        var page = _graph.Page(context, account.Published, (offset, count) => account.Media(offset, count).Select(number =>
        {
            // One post without insights fails them all.
            fault ??= account.InsightFault(number);
            return Item(number, metrics);
        }));
        return fault ?? page;

        object Item(int number, string[]? asked)
        {
            Dictionary<string, object?> item = MetaGraph.Pick(account.Medium(number), names);
            if (asked is not null)
            {
                item["insights"] = new
                {
                    data = account.MediaInsights(number, asked),
                    paging = new { previous = $"https://graph.instagram.com/v25.0/{account.MediaId(number)}/insights?access_token={context.Request.Query["access_token"]}" },
                };
            }

            return item;
        }
    }

    private (int, object) ReadUserInsights(HttpContext context, string user)
    {
        string[] metrics = context.Request.Query["metric"].ToString().Split(',');
        return IdOf(context) != user ? MetaError.NotFound(IdOf(context))
            : _graph.InsightFault(metrics, Known(user, UserMetrics))
            ?? (200, new
            {
                data = new InstagramUser(user, _graph.Now).Insights(metrics, _graph.TimeOf(context.Request.Query["since"])),
                paging = new { previous = $"https://graph.instagram.com/v25.0/{user}/insights?access_token={context.Request.Query["access_token"]}" },
            });
    }

    private (int, object) ReadMediaInsights(HttpContext context, string user)
    {
        string[] metrics = context.Request.Query["metric"].ToString().Split(',');
        InstagramUser account = new(user, _graph.Now);
        return account.NumberOf(IdOf(context)) is not { } number
            ? MetaError.NotFound(IdOf(context))
            : _graph.InsightFault(metrics, Known(user, MediaMetrics)) ?? account.InsightFault(number)
            ?? (200, new { data = account.MediaInsights(number, metrics) });
    }

    /// <summary>For some users <c>views</c> was given up already.</summary>
    private static string[] Known(string user, string[] metrics) =>
        user.StartsWith("retired", StringComparison.Ordinal) ? [.. metrics.Where(metric => metric != "views")] : metrics;
}
