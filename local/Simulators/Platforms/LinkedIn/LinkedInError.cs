namespace Simulators.Platforms.LinkedIn;

/// <summary>Refusals of LinkedIn's API. The words of a 429 are a guess.</summary>
internal static class LinkedInError
{
    public static (int Status, object Body) VersionMissing() =>
        Of(400, 100, "VERSION_MISSING", "A version must be present. Please specify a version by adding the header.");

    public static (int Status, object Body) VersionEnded(string version) =>
        Of(426, 100, "NONEXISTENT_VERSION", $"Requested version {version} is not active");

    public static (int Status, object Body) Expired() =>
        Of(401, 65602, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired");

    public static (int Status, object Body) Denied() => Of(403, 100, "ACCESS_DENIED", "Not enough permissions to access this resource");

    public static (int Status, object Body) WrongParameter(string name) => Of(
        403,
        100,
        "ACCESS_DENIED",
        $"Unpermitted fields present in PARAMETER: Data Processing Exception while processing fields [/{name}]");

    public static (int Status, object Body) Invalid(string name) => Of(400, 100, "ILLEGAL_ARGUMENT", $"Invalid value for parameter {name}");

    public static (int Status, object Body) NotFound() => Of(404, 100, "NOT_FOUND", "Could not find entity");

    public static (int Status, object Body) Retired() => Of(410, 100, "GONE", "This resource is not available any more");

    public static (int Status, object Body) Unavailable() => Of(503, 100, "SERVICE_UNAVAILABLE", "Service Unavailable");

    /// <param name="whose"><c>APPLICATION</c> or <c>MEMBER</c>.</param>
    public static (int Status, object Body) Ceiling(string whose) =>
        Of(429, 101, "TOO_MANY_REQUESTS", $"Resource level throttle {whose} DAY limit for calls to this resource is reached.");

    private static (int Status, object Body) Of(int status, int serviceErrorCode, string code, string message) =>
        (status, new { status, serviceErrorCode, code, message });
}
