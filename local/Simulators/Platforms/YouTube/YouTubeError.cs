namespace Simulators.Platforms.YouTube;

/// <summary>Refusals of Google's APIs.</summary>
internal static class YouTubeError
{
    private static readonly Dictionary<string, string> Messages = new()
    {
        ["authError"] = "Invalid Credentials",
        ["quotaExceeded"] = "The request cannot be completed because you have exceeded your quota.",
        ["forbidden"] = "Access forbidden. The request may not be properly authorized.",
        ["playlistNotFound"] = "The playlist identified with the request's playlistId parameter cannot be found.",
        ["channelNotFound"] = "The channel specified in the id parameter cannot be found.",
        ["invalidPageToken"] = "The request specifies an invalid page token.",
        ["gone"] = "This report is not available any more.",
        ["backendError"] = "Backend Error",
    };

    public static (int Status, object Body) Of(int code, string reason)
    {
        string message = Messages[reason];
        string domain = reason == "quotaExceeded" ? "youtube.quota" : "global";
        return (code, new { error = new { code, message, errors = new[] { new { message, domain, reason } } } });
    }
}
