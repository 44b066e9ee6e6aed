using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.X;

/// <summary>
/// Refusals of X's API: problems with a <c>type</c>, or the older <c>errors</c> with a number. With status 200, <c>errors</c> are about single
/// resources, and the answer is good, unless nothing else came.
/// </summary>
/// <remarks>
/// https://docs.x.com/x-api/fundamentals/response-codes-and-errors and .../rate-limits, as gathered in reference/provider-apis.md 2.5; read
/// 2026-11-21. Not there, and seen in public reports only: 402 when the credits are used up, and <c>not-authorized-for-field</c>.
/// </remarks>
internal static class XErrors
{
    private const string UsageCapped = "usage-capped";
    private const string ResetHeader = "x-rate-limit-reset";

    /// <summary>The older number of "Rate limit exceeded".</summary>
    private const string OldRateLimit = "88";

    /// <summary>What follows from an answer; null when it is good, in parts or wholly.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        if (answer.IsSuccess && (answer.Body.TryGetProperty("data", out _) || !answer.Items("errors").Any()))
        {
            return null;
        }

        string? code = CodeOf(answer.Body) ?? answer.Items("errors").Select(CodeOf).FirstOrDefault();
        FetchFault fault = new(KindOf(answer.StatusCode, code), answer.Describe(code)) { Code = code };
        return fault.Kind switch
        {
            // The time in the header is that of a quarter of an hour; when the month's cap opens, the limits know.
            FetchFaultKind.RateLimited => fault with { Until = code == UsageCapped ? null : ResetOf(answer, now) },
            FetchFaultKind.Transient => fault with { Until = now + answer.RetryAfter },
            FetchFaultKind.PermissionMissing when IsOfApp(answer.StatusCode, code) =>
                fault with { ErrorCode = ErrorCodes.PlatformAppRefused },
            _ => fault,
        };
    }

    /// <summary>The last part of a problem's type, or an older error's number: <c>usage-capped</c>, <c>88</c>. Null when it has neither.</summary>
    internal static string? CodeOf(JsonElement problem) => PlatformAnswer.TextOf(problem, "type") is { } type and not "about:blank"
        ? type[(type.LastIndexOf('/') + 1)..]
        : PlatformAnswer.TextOf(problem, "code");

    private static FetchFaultKind KindOf(int? statusCode, string? code) => (statusCode, code) switch
    {
        (_, UsageCapped or "rate-limit-exceeded" or OldRateLimit) => FetchFaultKind.RateLimited,
        (_, "not-authorized-for-resource" or "not-authorized-for-field" or "client-forbidden") => FetchFaultKind.PermissionMissing,
        (_, "resource-not-found") => FetchFaultKind.NotFound,
        (_, "invalid-request") => FetchFaultKind.Invalid,
        (429, _) => FetchFaultKind.RateLimited,
        (401, _) => FetchFaultKind.ReauthorizationRequired,
        (402 or 403, _) => FetchFaultKind.PermissionMissing,
        (404, _) => FetchFaultKind.NotFound,
        (410, _) => FetchFaultKind.Retired,
        (400, _) => FetchFaultKind.Invalid,
        _ => FetchFaultKind.Transient,
    };

    /// <summary>No sign-in of a user helps: the application is not enrolled, or its credits are used up.</summary>
    private static bool IsOfApp(int? statusCode, string? code) => statusCode == 402 || code == "client-forbidden";

    private static DateTimeOffset? ResetOf(PlatformAnswer answer, DateTimeOffset now) =>
        uint.TryParse(answer.Headers.GetValueOrDefault(ResetHeader), NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)
            && DateTimeOffset.FromUnixTimeSeconds(seconds) is var reset && reset > now
            ? reset
            : now + answer.RetryAfter;
}
