using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.YouTube;

/// <summary>Refusals of Google's APIs. The <c>reason</c> of the first error decides: a used-up quota is a 403 here, not a 429.</summary>
/// <remarks>Source: reference/provider-apis.md 2.4, partly unconfirmed there; read 2026-11-21.</remarks>
internal static class YouTubeErrors
{
    /// <summary>What follows from an answer; null when it is good.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        if (answer.IsSuccess)
        {
            return null;
        }

        string? reason = ReasonOf(answer);
        FetchFaultKind kind = KindOf(answer);
        DateTimeOffset? until = kind is FetchFaultKind.RateLimited or FetchFaultKind.Transient ? now + answer.RetryAfter : null;
        return new FetchFault(kind, answer.Describe(reason), until) { Code = reason };
    }

    /// <summary>The reason of the first error, or the status where there is none: <c>quotaExceeded</c>, <c>RESOURCE_EXHAUSTED</c>.</summary>
    internal static string? ReasonOf(PlatformAnswer answer)
    {
        if (!answer.Body.TryGetProperty("error", out JsonElement error) || error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? reason = error.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(one => PlatformAnswer.TextOf(one, "reason")).FirstOrDefault()
            : null;
        return reason ?? PlatformAnswer.TextOf(error, "status");
    }

    /// <summary>The class of an answer that is no good one.</summary>
    internal static FetchFaultKind KindOf(PlatformAnswer answer) => (answer.StatusCode, ReasonOf(answer)) switch
    {
        (_, "quotaExceeded" or "dailyLimitExceeded" or "rateLimitExceeded" or "userRateLimitExceeded" or "RESOURCE_EXHAUSTED") =>
            FetchFaultKind.RateLimited,
        (429, _) => FetchFaultKind.RateLimited,
        (401, _) => FetchFaultKind.ReauthorizationRequired,
        (403, _) => FetchFaultKind.PermissionMissing,
        (404, _) => FetchFaultKind.NotFound,
        (410, _) => FetchFaultKind.Retired,
        (400, _) => FetchFaultKind.Invalid,
        _ => FetchFaultKind.Transient,
    };
}
