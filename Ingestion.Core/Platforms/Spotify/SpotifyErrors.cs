using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.Spotify;

/// <summary>
/// Refusals of Spotify's Web API, <c>{"error":{"status":403,"message":"Forbidden"}}</c>: the status decides, for there is no code. What is
/// closed to applications in development mode answers 403. A 401 is about the application's own token; nobody can sign in here.
/// </summary>
/// <remarks>Source: reference/provider-apis.md 2.7; the header Retry-After of 429 is unconfirmed there; read 2026-11-21.</remarks>
internal static class SpotifyErrors
{
    /// <summary>What follows from an answer; null when it is good.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        if (answer.IsSuccess)
        {
            return null;
        }

        FetchFaultKind kind = KindOf(answer.StatusCode);
        DateTimeOffset? until = kind is FetchFaultKind.RateLimited or FetchFaultKind.Transient ? now + answer.RetryAfter : null;
        FetchFault fault = new(kind, answer.Describe(CodeOf(answer)), until) { Code = CodeOf(answer) };
        return kind is FetchFaultKind.ReauthorizationRequired ? fault with { ErrorCode = ErrorCodes.PlatformAppRefused } : fault;
    }

    private static FetchFaultKind KindOf(int? statusCode) => statusCode switch
    {
        400 => FetchFaultKind.Invalid,
        401 => FetchFaultKind.ReauthorizationRequired,
        403 => FetchFaultKind.PermissionMissing,
        404 => FetchFaultKind.NotFound,
        410 => FetchFaultKind.Retired,
        429 => FetchFaultKind.RateLimited,
        _ => FetchFaultKind.Transient,
    };

    /// <summary>The token endpoint has a code, the others only repeat the status.</summary>
    private static string? CodeOf(PlatformAnswer answer) =>
        answer.Body.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
}
