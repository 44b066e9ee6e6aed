using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.LinkedIn;

/// <summary>
/// Refusals of LinkedIn's versioned API: <c>{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED","message":".."}</c>. The status
/// decides; of a 403 the message tells a missing permission from a parameter that is written wrongly, and of a 429 whose ceiling it is.
/// </summary>
/// <remarks>
/// Source: reference/provider-apis.md 2.6, where the numbers and <c>REVOKED_ACCESS_TOKEN</c> are unconfirmed; the words of a 429 are from
/// memory; read 2026-11-21.
/// </remarks>
internal static class LinkedInErrors
{
    /// <summary>The code of a 429 for the application's ceiling.</summary>
    internal const string ApplicationCeiling = "APPLICATION_DAY_LIMIT";

    /// <summary>The code of a 429 for the member's ceiling.</summary>
    internal const string MemberCeiling = "MEMBER_DAY_LIMIT";

    private const string WrongParameter = "Unpermitted fields present in PARAMETER";

    /// <summary>What follows from an answer; null when it is good.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        if (answer.IsSuccess)
        {
            return null;
        }

        FetchFaultKind kind = KindOf(answer);
        string? code = kind is FetchFaultKind.RateLimited ? CeilingOf(answer) ?? CodeOf(answer) : CodeOf(answer);
        return new FetchFault(kind, ReasonOf(answer, code), UntilOf(kind, answer, now)) { Code = code };
    }

    private static FetchFaultKind KindOf(PlatformAnswer answer) => answer.StatusCode switch
    {
        400 => FetchFaultKind.Invalid,
        401 => FetchFaultKind.ReauthorizationRequired,
        403 when Says(answer, WrongParameter) => FetchFaultKind.Invalid,
        403 => FetchFaultKind.PermissionMissing,
        404 => FetchFaultKind.NotFound,
        410 or 426 => FetchFaultKind.Retired,
        429 => FetchFaultKind.RateLimited,
        _ => FetchFaultKind.Transient,
    };

    private static string? CodeOf(PlatformAnswer answer) => answer.Text("code") ?? answer.Text("serviceErrorCode");

    private static string? CeilingOf(PlatformAnswer answer) =>
        Says(answer, "MEMBER") ? MemberCeiling : Says(answer, "APPLICATION") ? ApplicationCeiling : null;

    private static bool Says(PlatformAnswer answer, string words) =>
        answer.Text("message")?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static string ReasonOf(PlatformAnswer answer, string? code) => answer.StatusCode == 426
        ? $"{answer.Describe(code)}; LinkedIn__ApiVersion names a version that has ended"
        : answer.Describe(code);

    /// <summary>Both ceilings are of a day in UTC.</summary>
    private static DateTimeOffset? UntilOf(FetchFaultKind kind, PlatformAnswer answer, DateTimeOffset now) => kind switch
    {
        FetchFaultKind.RateLimited => answer.RetryAfter is { } wait ? now + wait : new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero),
        FetchFaultKind.Transient => now + answer.RetryAfter,
        _ => null,
    };
}
