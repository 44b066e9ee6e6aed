namespace Simulators.Platforms.X;

/// <summary>X API v2: sign-in with PKCE, rotating tokens (2 hours; the refresh token's life is not documented), the signed-in user.</summary>
internal static class XApi
{
    private static readonly TokenRules Rules = new()
    {
        Platform = "x",
        AccessLife = TimeSpan.FromHours(2),
        Rotates = true,
        RepeatsRefreshToken = true,
        UsesBasic = true,
    };

    public static void Map(WebApplication app, PlatformParts parts)
    {
        Rfc6749 tokens = parts.Tokens(Rules);
        app.MapGet("/x.com/i/oauth2/authorize", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/api.x.com/2/oauth2/token", tokens.AnswerAsync);
        app.MapGet("/api.x.com/2/users/me", parts.Route(
            Rules.Platform, "identify", Unauthorized(), context => Task.FromResult(Me(context, parts))));
    }

    private static (int, object) Me(HttpContext context, PlatformParts parts) =>
        parts.Grants.FindGood(Rules.Platform, Bearer.Read(context.Request)) is { } grant
            ? (200, new { data = new { id = grant.User, username = $"{grant.User}_x", name = "Acme" } })
            : Unauthorized();

    private static (int, object) Unauthorized() =>
        (401, new { title = "Unauthorized", type = "about:blank", status = 401, detail = "Unauthorized" });
}
