namespace Simulators.Platforms;

/// <summary>Refusals of the Graph API, which says what is wrong by its codes, not by the status.</summary>
internal static class MetaError
{
    public static (int Status, object Body) Of(int status, int code, int? subcode, string message) => (status, new
    {
        error = new { message, type = "OAuthException", code, error_subcode = subcode, fbtrace_id = "Axyz" },
    });

    public static (int Status, object Body) Expired() => Of(400, 190, 463, "Error validating access token: Session has expired.");

    public static (int Status, object Body) NotFound(string id) => (400, new
    {
        error = new
        {
            message = $"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
            type = "GraphMethodException",
            code = 100,
            error_subcode = 33,
            fbtrace_id = "Axyz",
        },
    });

    public static (int Status, object Body) Unavailable() => (500, new
    {
        error = new { message = "An unexpected error has occurred. Please retry your request later.", type = "OAuthException", is_transient = true, code = 2, fbtrace_id = "Axyz" },
    });

    public static (int Status, object Body) App() => Of(400, 101, null, "Error validating application. Cannot get application info.");
}
