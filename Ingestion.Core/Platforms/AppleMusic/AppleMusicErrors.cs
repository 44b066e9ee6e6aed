using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.AppleMusic;

/// <summary>
/// Refusals of Apple Music's API: <c>{"errors":[{"title":"..","status":"404","code":"40400"}]}</c>, where the status is a text; a 401 may
/// have no body at all. A 401 is about the developer token; nobody can sign in here.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.8, where the form, the empty body and the wait after a 429 are unconfirmed; read 2026-11-21.</remarks>
internal static class AppleMusicErrors
{
    /// <summary>What follows from an answer; null when it is good.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        JsonElement error = answer.Items("errors").FirstOrDefault();
        if (answer.IsSuccess && (error.ValueKind is JsonValueKind.Undefined || answer.Body.TryGetProperty("data", out _)))
        {
            return null;
        }

        string? code = PlatformAnswer.TextOf(error, "code");
        FetchFaultKind kind = KindOf(answer.IsSuccess ? StatusOf(error) : answer.StatusCode);
        DateTimeOffset? until = kind is FetchFaultKind.RateLimited or FetchFaultKind.Transient ? now + answer.RetryAfter : null;
        FetchFault fault = new(kind, answer.Describe(code), until) { Code = code };
        return kind is FetchFaultKind.ReauthorizationRequired ? fault with { ErrorCode = ErrorCodes.PlatformAppRefused } : fault;
    }

    private static FetchFaultKind KindOf(int? status) => status switch
    {
        400 => FetchFaultKind.Invalid,
        401 => FetchFaultKind.ReauthorizationRequired,
        403 => FetchFaultKind.PermissionMissing,
        404 => FetchFaultKind.NotFound,
        410 => FetchFaultKind.Retired,
        429 => FetchFaultKind.RateLimited,
        _ => FetchFaultKind.Transient,
    };

    private static int? StatusOf(JsonElement error) =>
        int.TryParse(PlatformAnswer.TextOf(error, "status"), NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : null;
}
