namespace Simulators.Platforms.Facebook;

/// <summary>
/// Facebook Login: a code gives a user's token, that one a token of 60 days, and with it come the tokens of the user's two Pages,
/// which do not end.
/// </summary>
internal static class FacebookApi
{
    private const string Platform = "facebook";
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(60);

    public static void Map(WebApplication app, PlatformParts parts)
    {
        app.MapGet("/www.facebook.com/{version}/dialog/oauth", parts.Page(Platform).ShowAsync);
        app.MapGet("/graph.facebook.com/{version}/oauth/access_token", parts.Route(
            Platform, "exchange", MetaError.App(), context => Task.FromResult(Token(context, parts))));
        app.MapGet("/graph.facebook.com/{version}/me/accounts", parts.Route(
            Platform, "identify", MetaError.Expired(), context => Task.FromResult(Pages(context, parts))));
        FacebookData data = new(parts);
        app.MapGet("/graph.facebook.com/{version}/{id}", data.Page);
        app.MapGet("/graph.facebook.com/{version}/{id}/posts", data.Posts);
        app.MapGet("/graph.facebook.com/{version}/{id}/insights", context =>
            FacebookPage.IsPostId(context.Request.RouteValues["id"]!.ToString()!) ? data.PostInsights(context) : data.PageInsights(context));
    }

    private static (int, object) Token(HttpContext context, PlatformParts parts)
    {
        IQueryCollection query = context.Request.Query;
        if (query["client_secret"] != PlatformsOptions.ClientSecret)
        {
            return MetaError.App();
        }

        if (query["grant_type"] == "fb_exchange_token")
        {
            string? token = query["fb_exchange_token"];
            return parts.Grants.FindGood(Platform, token) is null
                ? MetaError.Expired()
                : Answer(parts.Grants.Change(Platform, grant => grant.AccessToken == token, grant => Issue(grant, parts, LongLife)), LongLife);
        }

        string? code = query["code"];
        return Answer(
            parts.Grants.Change(
                Platform,
                grant => grant.Code is not null && grant.Code == code && grant.RedirectUri == query["redirect_uri"],
                grant => Issue(grant, parts, ShortLife)),
            ShortLife);
    }

    private static (int, object) Pages(HttpContext context, PlatformParts parts)
    {
        if (parts.Grants.FindGood(Platform, context.Request.Query["access_token"]) is not { } user)
        {
            return MetaError.Expired();
        }

        // One Page a list, so that a caller has to go on.
        bool isSecond = context.Request.Query["after"] == "QVFJ1";
        object page = Page(user, parts, isSecond ? 2 : 1);
        object paging = isSecond
            ? new { cursors = new { before = "QVFI2", after = "QVFJ2" } }
            : new { cursors = new { before = "QVFI1", after = "QVFJ1" }, next = "https://graph.facebook.com/v25.0/me/accounts?after=QVFJ1" };
        return (200, new { data = new[] { page }, paging });
    }

    private static object Page(Grant user, PlatformParts parts, int number)
    {
        Grant page = new()
        {
            Id = Guid.NewGuid(),
            Platform = Platform,
            User = $"{user.User}-page-{number}",
            Scope = user.Scope,
            AccessToken = GrantBook.NewToken(Platform, "page"),
            IssuedAt = parts.Grants.Now,
        };
        parts.Grants.Add(page);
        return new { id = page.User, name = $"Acme {number}", username = $"acme{number}", access_token = page.AccessToken };
    }

    private static Grant Issue(Grant grant, PlatformParts parts, TimeSpan life) => grant with
    {
        Code = null,
        AccessToken = GrantBook.NewToken(Platform, "access"),
        IssuedAt = parts.Grants.Now,
        ExpiresAt = parts.Grants.Now + life,
    };

    private static (int, object) Answer(Grant? granted, TimeSpan life) => granted is null
        ? MetaError.Of(400, 100, 36009, "This authorization code has been used.")
        : (200, new { access_token = granted.AccessToken, token_type = "bearer", expires_in = (long)life.TotalSeconds });
}
