using Simulators.Platforms.Meta;

namespace Simulators.Platforms.Facebook;

/// <summary>Facebook's Graph API: a Page, its posts, and the insights of both.</summary>
internal sealed class FacebookData
{
    private static readonly string[] PageMetrics = ["page_follows", "page_media_view", "page_total_media_view_unique", "page_post_engagements"];
    private static readonly string[] PostMetrics = ["post_media_view", "post_total_media_view_unique"];

    private readonly MetaGraph _graph;

    public FacebookData(PlatformParts parts)
    {
        _graph = new MetaGraph("facebook", "pages", limitCode: 80_001, parts);
        Page = _graph.Route("page", ReadPage);
        Posts = _graph.Route("posts", ListPosts);
        PageInsights = _graph.Route("page.insights", ReadPageInsights);
        PostInsights = _graph.Route("post.insights", ReadPostInsights);
    }

    public RequestDelegate Page { get; }

    public RequestDelegate Posts { get; }

    public RequestDelegate PageInsights { get; }

    public RequestDelegate PostInsights { get; }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"]!.ToString()!;

    private (int, object) ReadPage(HttpContext context, string page) => IdOf(context) != page || page.StartsWith("gone", StringComparison.Ordinal)
        ? MetaError.NotFound(IdOf(context))
        : (200, MetaGraph.Pick(new FacebookPage(page, _graph.Now).Resource(), GraphFields.Names(context.Request.Query["fields"]!)));

    private (int, object) ListPosts(HttpContext context, string page)
    {
        if (IdOf(context) != page)
        {
            return MetaError.NotFound(IdOf(context));
        }

        string fields = context.Request.Query["fields"].ToString();
        string[] names = [.. GraphFields.Names(fields)];
        string[]? metrics = GraphFields.InsightMetrics(fields);
        FacebookPage owner = new(page, _graph.Now);
        (int, object)? fault = metrics is null ? null : _graph.InsightFault(metrics, Known(page, PostMetrics));
        return fault ?? _graph.Page(context, owner.Published, (offset, count) => owner.Posts(offset, count).Select(number =>
        {
            Dictionary<string, object?> post = MetaGraph.Pick(owner.Post(number), names);
            if (metrics is not null)
            {
                post["insights"] = Answer(context, owner.PostInsights(number, metrics));
            }

            return post;
        }));
    }

    private (int, object) ReadPageInsights(HttpContext context, string page)
    {
        string[] metrics = context.Request.Query["metric"].ToString().Split(',');
        return IdOf(context) != page ? MetaError.NotFound(IdOf(context))
            : _graph.InsightFault(metrics, Known(page, PageMetrics))
            ?? (200, Answer(context, new FacebookPage(page, _graph.Now).Insights(
                metrics, _graph.TimeOf(context.Request.Query["since"]), _graph.TimeOf(context.Request.Query["until"]))));
    }

    private (int, object) ReadPostInsights(HttpContext context, string page)
    {
        string[] metrics = context.Request.Query["metric"].ToString().Split(',');
        FacebookPage owner = new(page, _graph.Now);
        return owner.NumberOf(IdOf(context)) is not { } number
            ? MetaError.NotFound(IdOf(context))
            : _graph.InsightFault(metrics, Known(page, PostMetrics)) ?? (200, Answer(context, owner.PostInsights(number, metrics)));
    }

    /// <summary>The addresses of other days hold the token, as Meta's do.</summary>
    private static object Answer(HttpContext context, object[] data) => new
    {
        data,
        paging = new { previous = $"https://graph.facebook.com/v25.0/{IdOf(context)}/insights?access_token={context.Request.Query["access_token"]}" },
    };

    /// <summary>For some Pages the metrics of views were given up already.</summary>
    private static string[] Known(string page, string[] metrics) => page.StartsWith("retired", StringComparison.Ordinal)
        ? [.. metrics.Where(metric => metric is not ("page_media_view" or "post_media_view"))]
        : metrics;
}
