namespace Simulators.Platforms.TikTok;

/// <summary>TikTok's Display API: sign-in, rotating tokens (2 hours, 180 days), user info. Errors in every answer, <c>ok</c> included.</summary>
internal static class TikTokApi
{
    private static readonly TokenRules Rules = new()
    {
        Platform = "tiktok",
        AccessLife = TimeSpan.FromHours(2),
        RefreshLife = TimeSpan.FromDays(180),
        Rotates = true,
        RepeatsRefreshToken = true,
        RefreshLifeName = "refresh_expires_in",
        UserIdName = "open_id",
        ClientIdName = "client_key",
    };

    public static void Map(WebApplication app, PlatformParts parts)
    {
        Rfc6749 tokens = parts.Tokens(Rules);
        app.MapGet("/www.tiktok.com/v2/auth/authorize/", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/open.tiktokapis.com/v2/oauth/token/", tokens.AnswerAsync);
        app.MapGet("/open.tiktokapis.com/v2/user/info/", parts.Route(
            Rules.Platform, "identify", Error(401, "access_token_invalid"), context => Task.FromResult(UserInfo(context, parts))));
    }

    private static (int, object) UserInfo(HttpContext context, PlatformParts parts) =>
        parts.Grants.FindGood(Rules.Platform, Bearer.Read(context.Request)) is { } grant
            ? (200, new
            {
                data = new { user = new { open_id = grant.User, username = $"{grant.User}.tok", display_name = "Acme" } },
                error = new { code = "ok", message = "", log_id = "202611210800AAA" },
            })
            : Error(401, "access_token_invalid");

    private static (int, object) Error(int status, string code) =>
        (status, new { data = new { }, error = new { code, message = "The access token is invalid or not found in the request.", log_id = "2026" } });
}
