using System.Globalization;
using System.Text.Json;

namespace Ingestion.Core.Platforms.Meta;

/// <summary>Refusals of the Graph API. Its HTTP status says nothing; <c>code</c> and <c>error_subcode</c> do.</summary>
/// <remarks>
/// https://developers.facebook.com/docs/graph-api/guides/error-handling, as gathered in reference/provider-apis.md part 2. The subcodes of
/// authorization codes and the shape of Instagram's code exchange are from memory.
/// </remarks>
internal static class MetaErrors
{
    // An authorization code that was used, is too old, or belongs to another redirect URI.
    private const int FirstCodeSubcode = 36_000;
    private const int LastCodeSubcode = 36_099;

    internal static PlatformFailure Of(PlatformAnswer answer)
    {
        if (!answer.Body.TryGetProperty("error", out JsonElement error) || error.ValueKind != JsonValueKind.Object)
        {
            // The host of Instagram's code exchange has a shape of its own.
            return answer.Text("error_type") == "OAuthException"
                ? answer.Fail(PlatformFault.Refused, "OAuthException")
                : answer.FailByStatus() is { Fault: PlatformFault.Refused } ? answer.Fail(PlatformFault.AppRefused) : answer.FailByStatus();
        }

        int code = Number(error, "code");
        int subcode = Number(error, "error_subcode");
        return answer.Fail(FaultOf(code, subcode), string.Create(CultureInfo.InvariantCulture, $"code {code}, subcode {subcode}"));
    }

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
