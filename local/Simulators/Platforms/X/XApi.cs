namespace Simulators.Platforms.X;

/// <summary>X API v2: sign-in with PKCE, rotating tokens (2 hours; the refresh token's life is not documented), the signed-in user, posts.</summary>
internal static class XApi
{
    private static readonly TokenRules Rules = new()
    {
        Platform = XData.Platform,
        AccessLife = TimeSpan.FromHours(2),
        Rotates = true,
        RepeatsRefreshToken = true,
        UsesBasic = true,
    };

    public static void Map(WebApplication app, PlatformParts parts)
    {
        Rfc6749 tokens = parts.Tokens(Rules);
        XData data = new(parts);
        app.MapGet("/x.com/i/oauth2/authorize", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/api.x.com/2/oauth2/token", tokens.AnswerAsync);
        app.MapGet("/api.x.com/2/users/me", context => IsSignIn(context) ? data.Identify(context) : data.Me(context));
        app.MapGet("/api.x.com/2/users/{id}/tweets", data.Posts);
    }

    /// <summary>Who signed in is asked for without fields; it is counted apart.</summary>
    private static bool IsSignIn(HttpContext context) => !context.Request.Query.ContainsKey("user.fields");
}
