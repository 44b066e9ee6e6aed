namespace Simulators.Platforms.YouTube;

/// <summary>Google's sign-in and the channels of YouTube: access tokens of an hour, a refresh token that stays.</summary>
internal static class YouTubeApi
{
    private static readonly TokenRules Rules = new() { Platform = "youtube", AccessLife = TimeSpan.FromHours(1) };

    public static void Map(WebApplication app, PlatformParts parts)
    {
        Rfc6749 tokens = parts.Tokens(Rules);
        app.MapGet("/accounts.google.com/o/oauth2/v2/auth", parts.Page(Rules.Platform).ShowAsync);
        app.MapPost("/oauth2.googleapis.com/token", tokens.AnswerAsync);
        RequestDelegate identify = parts.Route(
            Rules.Platform, "identify", YouTubeError.Of(401, "authError"), context => Task.FromResult(Channels(context, parts)));
        YouTubeData data = new(parts);
        app.MapGet("/www.googleapis.com/youtube/v3/channels", context =>
            context.Request.Query["mine"] == "true" ? identify(context) : data.Channels(context));
        app.MapGet("/www.googleapis.com/youtube/v3/playlistItems", data.PlaylistItems);
        app.MapGet("/www.googleapis.com/youtube/v3/videos", data.Videos);
        app.MapGet("/youtubeanalytics.googleapis.com/v2/reports", data.Reports);
    }

    private static (int, object) Channels(HttpContext context, PlatformParts parts) =>
        parts.Grants.FindGood(Rules.Platform, Bearer.Read(context.Request)) is { } grant
            ? (200, new
            {
                kind = "youtube#channelListResponse",
                items = new[]
                {
                    new { kind = "youtube#channel", id = $"UC{grant.User}", snippet = new { title = "Acme", customUrl = $"@{grant.User}" } },
                },
            })
            : YouTubeError.Of(401, "authError");
}
