using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.TikTok;

/// <summary>Refusals of TikTok's API. Every answer has an <c>error</c>, a good one too, with the code <c>ok</c>; the code decides.</summary>
/// <remarks>https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, as gathered in reference/provider-apis.md 2.3; read 2026-11-21.</remarks>
internal static class TikTokErrors
{
    private const string Ok = "ok";

    /// <summary>
    /// What follows from an answer; null when it is good. TikTok never says when a limit opens: its window is one minute, which is
    /// what a sync waits when nobody says.
    /// </summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        string? code = CodeOf(answer);
        if (answer.IsSuccess && code is null)
        {
            return null;
        }

        FetchFaultKind kind = KindOf(answer.StatusCode, code);
        DateTimeOffset? until = kind is FetchFaultKind.RateLimited or FetchFaultKind.Transient ? now + answer.RetryAfter : null;
        return new FetchFault(kind, answer.Describe(code), until) { Code = code };
    }

    /// <summary>The code of the refusal: <c>scope_not_authorized</c>. Null for <c>ok</c>, and when there is none.</summary>
    internal static string? CodeOf(PlatformAnswer answer)
    {
        string? code = PlatformAnswer.ObjectOf(answer.Body, "error") is { } error
            ? PlatformAnswer.TextOf(error, "code")
            : answer.Text("error");
        return code is Ok or "" ? null : code;
    }

    private static FetchFaultKind KindOf(int? statusCode, string? code) => (statusCode, code) switch
    {
        (_, "rate_limit_exceeded") => FetchFaultKind.RateLimited,
        (_, "access_token_invalid") => FetchFaultKind.ReauthorizationRequired,
        (_, "scope_not_authorized" or "scope_permission_missed") => FetchFaultKind.PermissionMissing,
        (_, "invalid_params") => FetchFaultKind.Invalid,
        (_, "internal_error") => FetchFaultKind.Transient,
        (429, _) => FetchFaultKind.RateLimited,
        (401, _) => FetchFaultKind.ReauthorizationRequired,
        (403, _) => FetchFaultKind.PermissionMissing,
        (404, _) => FetchFaultKind.NotFound,
        (410, _) => FetchFaultKind.Retired,
        (400, _) => FetchFaultKind.Invalid,
        _ => FetchFaultKind.Transient,
    };
}
