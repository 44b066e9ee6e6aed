namespace Simulators.Platforms.Instagram;

/// <summary>
/// Instagram Login: a code gives a token of an hour, that one a token of 60 days, which renews itself once it is 24 hours old and while
/// it is good. There is no refresh token.
/// </summary>
internal static class InstagramApi
{
    private const string Platform = "instagram";
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(60);
    private static readonly TimeSpan MinAge = TimeSpan.FromHours(24);

    public static void Map(WebApplication app, PlatformParts parts)
    {
        app.MapGet("/www.instagram.com/oauth/authorize", parts.Page(Platform).ShowAsync);
        app.MapPost("/api.instagram.com/oauth/access_token", parts.Route(
            Platform, "exchange", CodeRefused(), context => ExchangeAsync(context, parts)));
        app.MapGet("/graph.instagram.com/access_token", parts.Route(
            Platform, "long-lived", MetaError.App(), context => Task.FromResult(LongLived(context, parts))));
        app.MapGet("/graph.instagram.com/refresh_access_token", parts.Route(
            Platform, "refresh", MetaError.App(), context => Task.FromResult(Refresh(context, parts))));
        RequestDelegate identify = parts.Route(
            Platform, "identify", MetaError.Expired(), context => Task.FromResult(Me(context, parts)));
        InstagramData data = new(parts);
        app.MapGet("/graph.instagram.com/{version}/me", context =>
            context.Request.Query["fields"].ToString().Contains("followers_count", StringComparison.Ordinal) ? data.Me(context) : identify(context));
        app.MapGet("/graph.instagram.com/{version}/{id}/media", data.Media);
        app.MapGet("/graph.instagram.com/{version}/{id}/insights", context =>
            InstagramUser.IsMediaId(context.Request.RouteValues["id"]!.ToString()!) ? data.MediaInsights(context) : data.UserInsights(context));
    }

    private static async Task<(int, object)> ExchangeAsync(HttpContext context, PlatformParts parts)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? code = form["code"];
        if (form["client_secret"] != PlatformsOptions.ClientSecret)
        {
            return CodeRefused();
        }

        Grant? granted = parts.Grants.Change(
            Platform,
            grant => grant.Code is not null && grant.Code == code && grant.RedirectUri == form["redirect_uri"],
            grant => Issue(grant, parts, ShortLife));
        return granted is null
            ? CodeRefused()
            : (200, new { access_token = granted.AccessToken, user_id = granted.User, permissions = granted.Scope.Split(',') });
    }

    private static (int, object) LongLived(HttpContext context, PlatformParts parts) =>
        context.Request.Query["client_secret"] != PlatformsOptions.ClientSecret ? MetaError.App()
        : Renew(context, parts, "ig_exchange_token", minAge: TimeSpan.Zero);

    private static (int, object) Refresh(HttpContext context, PlatformParts parts) =>
        Renew(context, parts, "ig_refresh_token", MinAge);

    private static (int, object) Renew(HttpContext context, PlatformParts parts, string grantType, TimeSpan minAge)
    {
        string? token = context.Request.Query["access_token"];
        if (context.Request.Query["grant_type"] != grantType)
        {
            return MetaError.Of(400, 100, null, "Unsupported grant type");
        }

        if (parts.Grants.FindGood(Platform, token) is not { } good)
        {
            return MetaError.Expired();
        }

        if (good.IssuedAt + minAge > parts.Grants.Now)
        {
            return MetaError.Of(400, 100, null, "The access token is not old enough to be refreshed");
        }

        Grant? renewed = parts.Grants.Change(Platform, grant => grant.AccessToken == token, grant => Issue(grant, parts, LongLife));
        return (200, new { access_token = renewed!.AccessToken, token_type = "bearer", expires_in = (long)LongLife.TotalSeconds });
    }

    private static (int, object) Me(HttpContext context, PlatformParts parts) =>
        parts.Grants.FindGood(Platform, context.Request.Query["access_token"]) is { } grant
            ? (200, new { user_id = grant.User, username = $"{grant.User}.gram", name = "Acme", id = grant.User })
            : MetaError.Expired();

    private static Grant Issue(Grant grant, PlatformParts parts, TimeSpan life) => grant with
    {
        Code = null,
        AccessToken = GrantBook.NewToken(Platform, "access"),
        IssuedAt = parts.Grants.Now,
        ExpiresAt = parts.Grants.Now + life,
    };

    private static (int, object) CodeRefused() =>
        (400, new { error_type = "OAuthException", code = 400, error_message = "This authorization code has been used" });
}
