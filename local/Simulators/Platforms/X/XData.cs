namespace Simulators.Platforms.X;

/// <summary>The data of X API v2: the signed-in user and the posts of a user, with what belongs to them beside them.</summary>
internal sealed class XData
{
    public const string Platform = "x";

    private readonly PlatformParts _parts;
    private readonly XWindows _windows;

    public XData(PlatformParts parts)
    {
        _parts = parts;
        _windows = new XWindows(parts.Grants.Time);
        Identify = Route("identify", parts.Options.XProfilesPerUser, null, (context, user, _) => Profile(context, user));
        Me = Route("users/me", parts.Options.XProfilesPerUser, null, (context, user, _) => Profile(context, user));
        Posts = Route("users/tweets", parts.Options.XTimelinesPerUser, parts.Options.XTimelinesPerApplication, Timeline);
    }

    public RequestDelegate Identify { get; }

    public RequestDelegate Me { get; }

    public RequestDelegate Posts { get; }

    private RequestDelegate Route(
        string operation, int callsPerUser, int? callsPerApplication, Func<HttpContext, XUser, Grant, (int, object)> handle) => _parts.Route(
        Platform,
        operation,
        XProblem.Unauthorized,
        context => Task.FromResult(Answer(context, operation, callsPerUser, callsPerApplication, handle)));

    private (int, object) Answer(
        HttpContext context, string operation, int callsPerUser, int? callsPerApplication, Func<HttpContext, XUser, Grant, (int, object)> handle)
    {
        if (_parts.Faults.Take(Platform, "unauthorized") || _parts.Grants.FindGood(Platform, Bearer.Read(context.Request)) is not { } grant)
        {
            return XProblem.Unauthorized;
        }

        IHeaderDictionary headers = context.Response.Headers;
        if (!_windows.TryTake($"{grant.User} {operation}", callsPerUser, headers)
            || (callsPerApplication is { } most && !_windows.TryTake(operation, most, headers: null)))
        {
            return XProblem.TooMany;
        }

        if (Refusal(callsPerUser, headers) is { } refused)
        {
            return refused;
        }

        string id = context.Request.RouteValues["id"] as string ?? grant.User;
        XUser user = new(id, _parts.Grants.Now);
        return user.IsGone || _parts.Faults.Take(Platform, "not_found") ? XProblem.NotFound(id)
            : grant.Scope.Split(' ').Contains("tweet.read") ? handle(context, user, grant)
            : XProblem.Forbidden;
    }

    private (int, object)? Refusal(int callsPerUser, IHeaderDictionary headers)
    {
        bool isOld = _parts.Faults.Take(Platform, "legacy_quota");
        if (isOld || _parts.Faults.Take(Platform, "quota"))
        {
            _windows.TellUsedUp(callsPerUser, headers);
            return isOld ? XProblem.TooManyInOldForm : XProblem.TooMany;
        }

        return _parts.Faults.Take(Platform, "usage_cap") ? XProblem.UsageCapped
            : _parts.Faults.Take(Platform, "credits") ? XProblem.NoCredits
            : _parts.Faults.Take(Platform, "forbidden") ? XProblem.Forbidden
            : null;
    }

    private static (int, object) Profile(HttpContext context, XUser user) =>
        (200, new { data = user.Profile(List(context.Request.Query["user.fields"])) });

    private (int, object) Timeline(HttpContext context, XUser user, Grant grant)
    {
        if (XTimeline.Read(context.Request.Query) is not { } asked)
        {
            return XProblem.Invalid("One or more parameters to your request was invalid.");
        }

        if (asked.Fields.Contains("organic_metrics") && _parts.Faults.Take(Platform, "insights_retired"))
        {
            return XProblem.Invalid("The `tweet.fields` query parameter value [organic_metrics] is not one of the allowed values.");
        }

        if (asked.IsPrivate && _parts.Faults.Take(Platform, "insights_forbidden"))
        {
            return XProblem.Forbidden;
        }

        bool isOwn = context.Request.RouteValues["id"] as string == grant.User && !_parts.Faults.Take(Platform, "insights_partial");
        return (200, asked.Answer(user, isOwn, _parts.Faults.Take(Platform, "repeat_cursor")));
    }

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
