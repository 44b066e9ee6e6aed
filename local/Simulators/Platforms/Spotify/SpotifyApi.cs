using System.Text;

namespace Simulators.Platforms.Spotify;

/// <summary>
/// Spotify's client credentials: an application's token of an hour, without a refresh token. Applications whose id begins with
/// <c>extended</c> have extended quota, others are in development mode.
/// </summary>
internal static class SpotifyApi
{
    private const string Platform = "spotify";
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static void Map(WebApplication app, PlatformParts parts)
    {
        app.MapPost("/accounts.spotify.com/api/token", parts.Route(Platform, "token", InvalidClient(), context => TokenAsync(context, parts)));
        SpotifyData data = new(parts);
        app.MapGet("/api.spotify.com/v1/artists/{id}", data.Artist);
        app.MapGet("/api.spotify.com/v1/artists/{id}/albums", data.Albums);
        app.MapGet("/api.spotify.com/v1/artists/{id}/top-tracks", data.TopTracks);
    }

    public static bool IsExtended(Grant grant) => grant.User.StartsWith("extended", StringComparison.Ordinal);

    private static async Task<(int, object)> TokenAsync(HttpContext context, PlatformParts parts)
    {
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (context.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith("Basic ", StringComparison.Ordinal)
            || Encoding.ASCII.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':') is not [var client, PlatformsOptions.ClientSecret])
        {
            return InvalidClient();
        }

        if (form["grant_type"] != "client_credentials")
        {
            return (400, new { error = "unsupported_grant_type", error_description = "grant_type must be client_credentials" });
        }

        Grant grant = new()
        {
            Id = Guid.NewGuid(),
            Platform = Platform,
            User = client,
            AccessToken = GrantBook.NewToken(Platform, "access"),
            IssuedAt = parts.Grants.Now,
            ExpiresAt = parts.Grants.Now + Life,
        };
        parts.Grants.Add(grant);
        return (200, new { access_token = grant.AccessToken, token_type = "Bearer", expires_in = (long)Life.TotalSeconds });
    }

    private static (int, object) InvalidClient() => (400, new { error = "invalid_client", error_description = "Invalid client" });
}
