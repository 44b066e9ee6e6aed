namespace Simulators.Platforms.LinkedIn;

/// <summary>
/// LinkedIn: access tokens of 60 days, a refresh token of 365 days that refreshing does not prolong, the organizations of a member.
/// A call without a version is an error.
/// </summary>
internal static class LinkedInApi
{
    private static readonly TokenRules Rules = new()
    {
        Platform = "linkedin",
        AccessLife = TimeSpan.FromDays(60),
        RefreshLife = TimeSpan.FromDays(365),
        RepeatsRefreshToken = true,
        RefreshLifeName = "refresh_token_expires_in",
    };

    public static void Map(WebApplication app, PlatformParts parts)
    {
        Rfc6749 tokens = parts.Tokens(Rules);
        app.MapGet("/www.linkedin.com/oauth/v2/authorization", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/www.linkedin.com/oauth/v2/accessToken", tokens.AnswerAsync);
        app.MapGet("/api.linkedin.com/rest/organizationAcls", parts.Route(
            Rules.Platform, "identify", LinkedInError.Expired(), context => Task.FromResult(Organizations(context, parts))));
        LinkedInData data = new(parts);
        app.MapGet("/api.linkedin.com/rest/networkSizes/{urn}", data.Sizes);
        app.MapGet("/api.linkedin.com/rest/organizationalEntityFollowerStatistics", data.FollowerStatistics);
        app.MapGet("/api.linkedin.com/rest/posts", data.Posts);
        app.MapGet("/api.linkedin.com/rest/organizationalEntityShareStatistics", data.ShareStatistics);
    }

    private static (int, object) Organizations(HttpContext context, PlatformParts parts)
    {
        if (string.IsNullOrEmpty(context.Request.Headers["Linkedin-Version"]))
        {
            return LinkedInError.VersionMissing();
        }

        return parts.Grants.FindGood(Rules.Platform, Bearer.Read(context.Request)) is not { } grant
            ? LinkedInError.Expired()
            : (200, new
            {
                elements = LinkedInOrganization.OfUser(grant.User).Select(Element).ToArray(),
                paging = new { start = 0, count = 100, links = Array.Empty<object>() },
            });
    }

    private static object Element(string id) =>
        new { organization = $"urn:li:organization:{id}", role = "ADMINISTRATOR", state = "APPROVED" };
}
