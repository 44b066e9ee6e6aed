namespace Simulators.Platforms.TikTok;

/// <summary>TikTok's answers: an <c>error</c> in each of them.</summary>
internal static class TikTokError
{
    private static readonly Dictionary<string, (int Status, string Message)> Codes = new()
    {
        ["access_token_invalid"] = (401, "The access token is invalid or not found in the request."),
        ["scope_not_authorized"] = (401, "The user did not authorize the scope required for completing this request."),
        ["scope_permission_missed"] = (401, "Additional scopes are required for some of the fields."),
        ["invalid_params"] = (400, "One or more fields in the request are invalid."),
        ["rate_limit_exceeded"] = (429, "The API rate limit was exceeded. Please try again later."),
        ["internal_error"] = (500, "Something is not working. Please try again later."),
    };

    public static (int Status, object Body) Of(string code)
    {
        (int status, string message) = Codes[code];
        return (status, new { data = new { }, error = Error(code, message) });
    }

    public static (int Status, object Body) None(object data) => (200, new { data, error = Error("ok", "") });

    private static object Error(string code, string message) => new { code, message, log_id = "20261121081100010AAA" };
}
