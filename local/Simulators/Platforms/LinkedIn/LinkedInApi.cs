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
            Rules.Platform, "identify", Expired(), context => Task.FromResult(Organizations(context, parts))));
    }

    private static (int, object) Organizations(HttpContext context, PlatformParts parts)
    {
        if (string.IsNullOrEmpty(context.Request.Headers["Linkedin-Version"]))
        {
            return (400, new { status = 400, code = "VERSION_MISSING", message = "A version must be present. Please specify a version by adding the header." });
        }

        return parts.Grants.FindGood(Rules.Platform, Bearer.Read(context.Request)) is null
            ? Expired()
            : (200, new
            {
                elements = new[] { Element(1234), Element(5678) },
                paging = new { start = 0, count = 100, links = Array.Empty<object>() },
            });
    }

    private static object Element(int id) =>
        new { organization = $"urn:li:organization:{id}", role = "ADMINISTRATOR", state = "APPROVED" };

    private static (int, object) Expired() =>
        (401, new { status = 401, serviceErrorCode = 65602, code = "EXPIRED_ACCESS_TOKEN", message = "The token used in the request has expired" });
}
