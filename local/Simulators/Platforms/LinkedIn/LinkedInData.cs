using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulators.Platforms.LinkedIn;

/// <summary>
/// LinkedIn's versioned API about organizations: followers, followers gained, posts and their statistics. It is strict about its version
/// and about the syntax of Rest.li: brackets and commas as they are, colons of URNs encoded.
/// </summary>
internal sealed partial class LinkedInData
{
    private const string Platform = "linkedin";
    private const int VersionMonths = 12;
    private const int DefaultCount = 10;
    private const int MaxCount = 100;

    private readonly PlatformParts _parts;
    private readonly LinkedInCeilings _ceilings;

    public LinkedInData(PlatformParts parts)
    {
        _parts = parts;
        _ceilings = new LinkedInCeilings(
            parts.Grants.Time, parts.Options.LinkedInCallsPerDayAndApplication, parts.Options.LinkedInCallsPerDayAndMember);
        Sizes = Route("networkSizes", Size);
        FollowerStatistics = Route("organizationalEntityFollowerStatistics", Gains);
        Posts = Route("posts", List);
        ShareStatistics = Route("organizationalEntityShareStatistics", Statistics);
    }

    public RequestDelegate Sizes { get; }

    public RequestDelegate FollowerStatistics { get; }

    public RequestDelegate Posts { get; }

    public RequestDelegate ShareStatistics { get; }

    private DateTimeOffset Now => _parts.Grants.Now;

    private RequestDelegate Route(string operation, Func<HttpRequest, (int, object)> handle) => _parts.Route(
        Platform, operation, LinkedInError.Denied(), context => Task.FromResult(Answer(context.Request, operation, handle)));

    private (int, object) Answer(HttpRequest request, string operation, Func<HttpRequest, (int, object)> handle)
    {
        string? version = request.Headers["Linkedin-Version"];
        if (string.IsNullOrEmpty(version))
        {
            return LinkedInError.VersionMissing();
        }

        if (!IsAlive(version))
        {
            return LinkedInError.VersionEnded(version);
        }

        if (_parts.Faults.Take(Platform, "unauthorized") || _parts.Grants.FindGood(Platform, Bearer.Read(request)) is not { } grant)
        {
            return LinkedInError.Expired();
        }

        if ((_parts.Faults.Take(Platform, "quota") ? "APPLICATION" : _ceilings.Refuse(operation, grant.User)) is { } whose)
        {
            return LinkedInError.Ceiling(whose);
        }

        return _parts.Faults.Take(Platform, "forbidden") ? LinkedInError.Denied()
            : _parts.Faults.Take(Platform, "not_found") ? LinkedInError.NotFound()
            : request.Headers["X-Restli-Protocol-Version"] != "2.0.0" ? LinkedInError.WrongParameter("protocol")
            : handle(request);
    }

    private bool IsAlive(string version) => DateTimeOffset.TryParseExact(
        version, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset month)
        && month <= Now && Now < month.AddMonths(VersionMonths);

    private (int, object) Size(HttpRequest request) => Insights() is { } refused ? refused
        : request.Query["edgeType"] != "COMPANY_FOLLOWED_BY_MEMBER" ? LinkedInError.Invalid("edgeType")
        : LinkedInOrganization.Find((string?)request.RouteValues["urn"], Now) is not { } organization ? LinkedInError.NotFound()
        : (200, organization.Size());

    private (int, object) Gains(HttpRequest request)
    {
        if (Insights() is { } refused)
        {
            return refused;
        }

        if (TimeRange().Match(request.QueryString.Value ?? "") is not { Success: true } range)
        {
            return LinkedInError.WrongParameter("timeIntervals");
        }

        return LinkedInOrganization.Find(request.Query["organizationalEntity"], Now) is not { } organization
            ? LinkedInError.NotFound()
            : (200, Elements(organization.Gains(Time(range.Groups["start"]), Time(range.Groups["end"]))));
    }

    private (int, object) List(HttpRequest request)
    {
        if (LinkedInOrganization.Find(request.Query["author"], Now) is not { } organization)
        {
            return LinkedInError.NotFound();
        }

        int start = Number(request.Query["start"], 0);
        int count = Number(request.Query["count"], DefaultCount);
        if (request.Query["q"] != "author" || count is < 1 or > MaxCount)
        {
            return LinkedInError.Invalid("count");
        }

        (object[] page, int total) = organization.Posts(start, count);
        return (200, new { elements = page, paging = new { start, count, total, links = Array.Empty<object>() } });
    }

    private (int, object) Statistics(HttpRequest request)
    {
        if (Insights() is { } refused)
        {
            return refused;
        }

        // The encoded query, for what is decoded cannot be told from what was never encoded.
        if (PostList().Match(request.QueryString.Value ?? "") is not { Success: true } list)
        {
            return LinkedInError.WrongParameter("shares");
        }

        string field = list.Groups["kind"].Value == "shares" ? "share" : "ugcPost";
        return LinkedInOrganization.Find(request.Query["organizationalEntity"], Now) is not { } organization
            ? LinkedInError.NotFound()
            : (200, Elements(
            [
                .. list.Groups["urns"].Value.Split(',').Select(Uri.UnescapeDataString)
                    .Select(urn => organization.Statistics(urn, field)).OfType<object>(),
            ]));
    }

    private (int, object)? Insights() => _parts.Faults.Take(Platform, "insights_forbidden") ? LinkedInError.Denied()
        : _parts.Faults.Take(Platform, "insights_retired") ? LinkedInError.Retired()
        : _parts.Faults.Take(Platform, "insights_unavailable") ? LinkedInError.Unavailable()
        : null;

    private static object Elements(object[] elements) =>
        new { elements, paging = new { start = 0, count = DefaultCount, links = Array.Empty<object>() } };

    private static DateTimeOffset Time(Group milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds.ValueSpan, CultureInfo.InvariantCulture));

    private static int Number(string? text, int none) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : none;

    [GeneratedRegex(@"&timeIntervals=\(timeRange:\(start:(?<start>\d{1,15}),end:(?<end>\d{1,15})\),timeGranularityType:DAY\)")]
    private static partial Regex TimeRange();

    [GeneratedRegex(@"&(?<kind>shares|ugcPosts)=List\((?<urns>(urn%3Ali%3A(share|ugcPost)%3A\d+,?)+)\)")]
    private static partial Regex PostList();
}
