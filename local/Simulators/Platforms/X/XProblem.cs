namespace Simulators.Platforms.X;

/// <summary>X's refusals: problems with a type, or the older list of numbers.</summary>
internal static class XProblem
{
    private const string Types = "https://api.x.com/2/problems/";

    public static (int Status, object Body) Unauthorized { get; } =
        (401, new { title = "Unauthorized", type = "about:blank", status = 401, detail = "Unauthorized" });

    public static (int Status, object Body) Forbidden { get; } = (403, new
    {
        title = "Forbidden",
        detail = "You are not permitted to perform this action.",
        type = Types + "not-authorized-for-resource",
    });

    public static (int Status, object Body) TooMany { get; } = (429, new
    {
        title = "Too Many Requests",
        detail = "Too Many Requests",
        type = Types + "rate-limit-exceeded",
        status = 429,
    });

    public static (int Status, object Body) TooManyInOldForm { get; } =
        (429, new { errors = new[] { new { code = 88, message = "Rate limit exceeded" } } });

    public static (int Status, object Body) UsageCapped { get; } = (429, new
    {
        title = "UsageCapExceeded",
        detail = "Usage cap exceeded: Monthly product cap",
        type = Types + "usage-capped",
        period = "Monthly",
    });

    public static (int Status, object Body) NoCredits { get; } =
        (402, new { title = "CreditsDepleted", detail = "The account does not have any credits left.", type = Types + "credits" });

    public static (int Status, object Body) Invalid(string detail) =>
        (400, new { title = "Invalid Request", detail, type = Types + "invalid-request" });

    /// <summary>Nothing was found: status 200 and errors alone.</summary>
    public static (int Status, object Body) NotFound(string userId) => (200, new { errors = new[] { Missing("user", "id", userId) } });

    /// <summary>One resource of several that is not there.</summary>
    public static object Missing(string type, string parameter, string id) => new
    {
        value = id,
        detail = $"Could not find {type} with {parameter}: [{id}].",
        title = "Not Found Error",
        resource_type = type,
        parameter,
        resource_id = id,
        type = Types + "resource-not-found",
    };

    /// <summary>One field of a post that may not be seen.</summary>
    public static object FieldRefused(string postId, string field) => new
    {
        resource_id = postId,
        resource_type = "tweet",
        field,
        section = "data",
        title = "Field Authorization Error",
        detail = $"Sorry, you are not authorized to access '{field}' on the Tweet with id : [{postId}].",
        type = Types + "not-authorized-for-field",
    };
}
