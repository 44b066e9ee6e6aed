namespace Simulators.Platforms.Spotify;

/// <summary>Refusals of Spotify's Web API.</summary>
internal static class SpotifyError
{
    public static (int Status, object Body) Of(int status) => Of(status, status switch
    {
        400 => "Invalid limit",
        401 => "The access token expired",
        403 => "Forbidden",
        404 => "Resource not found",
        410 => "Gone",
        429 => "API rate limit exceeded",
        _ => "Service unavailable",
    });

    private static (int Status, object Body) Of(int status, string message) => (status, new { error = new { status, message } });
}
