using System.Globalization;
using System.Text.Json;
using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>Refusals of the Graph API. Its HTTP status says nothing; <c>code</c> and <c>error_subcode</c> do.</summary>
/// <remarks>
/// https://developers.facebook.com/docs/graph-api/guides/error-handling, as gathered in reference/provider-apis.md part 2. The subcodes of
/// authorization codes, the codes 12 and 2635 of what was given up, and the shape of Instagram's code exchange are from memory; that 80001 and
/// 80002 are limits, and that 2108006 is a post from before the account became a professional one, is unconfirmed. Read 2026-11-21.
/// </remarks>
internal static class MetaErrors
{
    // An authorization code that was used, is too old, or belongs to another redirect URI.
    private const int FirstCodeSubcode = 36_000;
    private const int LastCodeSubcode = 36_099;

    // Said also while it is only busy: https://github.com/airbytehq/airbyte/issues/4028.
    private const int NotFoundSubcode = 33;
    private const int BeforeConversionSubcode = 2_108_006;
    private const string InsightsEnding = "insights";

    internal static PlatformFailure Of(PlatformAnswer answer)
    {
        if (!TryGetError(answer, out JsonElement error))
        {
            // The host of Instagram's code exchange has a shape of its own.
            return answer.Text("error_type") == "OAuthException"
                ? answer.Fail(PlatformFault.Refused, "OAuthException")
                : answer.FailByStatus() is { Fault: PlatformFault.Refused } ? answer.Fail(PlatformFault.AppRefused) : answer.FailByStatus();
        }

        int code = Number(error, "code");
        int subcode = Number(error, "error_subcode");
        return answer.Fail(FaultOf(code, subcode), Describe(code, subcode));
    }

    /// <summary>What follows from an answer of the data; null when it is good. An error is one with status 200 too.</summary>
    internal static FetchFault? Of(PlatformAnswer answer, DateTimeOffset now)
    {
        if (!TryGetError(answer, out JsonElement error))
        {
            return answer.IsSuccess
                ? null
                : new FetchFault(FetchFaultKind.Transient, answer.Describe(code: null), now + answer.RetryAfter);
        }

        int code = Number(error, "code");
        int subcode = Number(error, "error_subcode");
        bool isTransient = error.TryGetProperty("is_transient", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        bool isOfMetrics = answer.Operation.EndsWith(InsightsEnding, StringComparison.Ordinal);
        FetchFaultKind kind = KindOf(code, subcode, isTransient, isOfMetrics);
        return new FetchFault(kind, answer.Describe(Describe(code, subcode)), UntilOf(kind, answer, now))
        {
            Code = code.ToString(CultureInfo.InvariantCulture),
            IsDoubtful = code == 100 && subcode == NotFoundSubcode,
        };
    }

    private static bool TryGetError(PlatformAnswer answer, out JsonElement error) =>
        answer.Body.TryGetProperty("error", out error) && error.ValueKind == JsonValueKind.Object;

    private static string Describe(int code, int subcode) =>
        string.Create(CultureInfo.InvariantCulture, $"code {code}, subcode {subcode}");

    /// <summary>A call for insights names metrics that were good once: one that is not understood is one that was given up.</summary>
    private static FetchFaultKind KindOf(int code, int subcode, bool isTransient, bool isOfMetrics) => code switch
    {
        190 or 102 => FetchFaultKind.ReauthorizationRequired,
        4 or 17 or 32 or 613 or 341 or 368 or 80001 or 80002 => FetchFaultKind.RateLimited,
        1 or 2 => FetchFaultKind.Transient,
        _ when isTransient => FetchFaultKind.Transient,
        3 or 10 or (>= 200 and <= 299) => FetchFaultKind.PermissionMissing,
        100 when subcode is NotFoundSubcode or BeforeConversionSubcode => FetchFaultKind.NotFound,
        100 when isOfMetrics => FetchFaultKind.Retired,
        12 or 2635 => FetchFaultKind.Retired,
        _ => FetchFaultKind.Invalid,
    };

    private static DateTimeOffset? UntilOf(FetchFaultKind kind, PlatformAnswer answer, DateTimeOffset now) => kind switch
    {
        FetchFaultKind.RateLimited => now + (MetaUsage.OfAccount(answer.Headers).Regain ?? answer.RetryAfter),
        FetchFaultKind.Transient => now + answer.RetryAfter,
        _ => null,
    };

    private static PlatformFault FaultOf(int code, int subcode) => code switch
    {
        190 or 102 => PlatformFault.Refused,
        100 when subcode is >= FirstCodeSubcode and <= LastCodeSubcode => PlatformFault.Refused,
        4 or 17 or 32 or 613 or 341 or 368 or 80001 or 80002 => PlatformFault.RateLimited,
        1 or 2 => PlatformFault.Unavailable,
        _ => PlatformFault.AppRefused,
    };

    private static int Number(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : 0;
}
