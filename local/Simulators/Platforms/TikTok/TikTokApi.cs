namespace Simulators.Platforms.TikTok;

/// <summary>TikTok's Display API: sign-in, rotating tokens (2 hours, 180 days), user info, videos. Errors in every answer, <c>ok</c> included.</summary>
internal static class TikTokApi
{
    private static readonly TokenRules Rules = new()
    {
        Platform = TikTokData.Platform,
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
        TikTokData data = new(parts);
        app.MapGet("/www.tiktok.com/v2/auth/authorize/", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/open.tiktokapis.com/v2/oauth/token/", tokens.AnswerAsync);
        app.MapGet("/open.tiktokapis.com/v2/user/info/", context => IsSignIn(context) ? data.Identify(context) : data.UserInfo(context));
        app.MapPost("/open.tiktokapis.com/v2/video/list/", data.VideoList);
    }

    /// <summary>Who signed in is asked for with fewer fields than who is synced; it is counted apart.</summary>
    private static bool IsSignIn(HttpContext context) => context.Request.Query["fields"] == "open_id,username,display_name";
}
