using System.Net;
using System.Text.Json;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>The provider's refusals in our error codes. The only place that knows its status codes and texts.</summary>
/// <remarks>
/// Sources: https://docs.brightdata.com/api-reference/web-scraper-api/errors and
/// https://docs.brightdata.com/general/faqs#error-codes, gathered in reference/provider-apis.md 1.2 to 1.8; read 2026-11-21.
/// </remarks>
internal static class BrightDataErrors
{
    /// <summary>The exception for an answer that the caller of <paramref name="operation"/> did not expect.</summary>
    public static IngestionException ToException(string operation, BrightDataAnswer answer)
    {
        var status = (int)answer.StatusCode;
        var code = CodeOf(answer);
        var said = Reason(answer);
        var message = said.Length == 0 ? $"{operation} answered {status}" : $"{operation} answered {status}: {said}";
        return IsTransient(answer)
            ? new ProviderUnavailableException(code, message)
            : new ProviderRejectedException(code, message);
    }

    /// <summary>Our code for the reason of a snapshot that the provider calls failed.</summary>
    public static string FailureCode(string reason) => reason switch
    {
        _ when reason.Says(BrightDataTexts.AccountSuspended) || reason.Says(BrightDataTexts.AccountNew)
            || reason.Says(BrightDataTexts.AccountInactive) => ErrorCodes.BrightDataAccountInactive,
        _ when reason.Says(BrightDataTexts.InputInvalid) => ErrorCodes.BrightDataValidationFailed,
        _ => ErrorCodes.BrightDataSnapshotFailed,
    };

    /// <summary>The one text of an answer that says why, from plain text, JSON or a header; at most 512 bytes.</summary>
    public static string Reason(BrightDataAnswer answer)
    {
        if (IsHtml(answer))
        {
            return "an HTML page";
        }

        using var json = BrightDataJson.TryParse(answer.Text);
        var body = json is null ? answer.Text : JsonReason(json.RootElement) ?? answer.Text;
        return ProviderText.Clean(string.IsNullOrWhiteSpace(body) ? answer.ErrorHeader ?? "" : body);
    }

    /// <summary>True for a page meant for a browser: a proxy or a wrong address answered, not the API.</summary>
    public static bool IsHtml(BrightDataAnswer answer)
    {
        // The provider sends its plain texts as text/html: only the body tells.
        var start = answer.Text.AsSpan().TrimStart();
        return start.Length > 0 && start[0] == '<';
    }

    private static bool IsTransient(BrightDataAnswer answer) =>
        answer.IsSuccess || answer.IsServerError || answer.StatusCode is HttpStatusCode.RequestTimeout;

    private static string CodeOf(BrightDataAnswer answer) => answer.StatusCode switch
    {
        _ when answer.IsSuccess => ErrorCodes.BrightDataUnexpectedResponse,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => ErrorCodes.BrightDataTimeout,
        _ when answer.IsServerError => ErrorCodes.BrightDataUnavailable,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ErrorCodes.BrightDataUnauthorized,
        HttpStatusCode.PaymentRequired => ErrorCodes.BrightDataAccountInactive,
        HttpStatusCode.TooManyRequests => ErrorCodes.BrightDataRateLimited,
        _ when (int)answer.StatusCode < 400 || IsHtml(answer) => ErrorCodes.BrightDataUnexpectedResponse,
        _ => CodeOfText(Reason(answer), answer),
    };

    private static string CodeOfText(string reason, BrightDataAnswer answer) => reason switch
    {
        _ when reason.Says(BrightDataTexts.AccountInactive) || reason.Says(BrightDataTexts.AccountSuspended)
            || reason.Says(BrightDataTexts.AccountNew) => ErrorCodes.BrightDataAccountInactive,
        _ when reason.Says(BrightDataTexts.DatasetUnknown) || reason.Says(BrightDataTexts.CollectorNotFound)
            || reason.Says(BrightDataTexts.DatasetMissing) || reason.Says(BrightDataTexts.DatasetNotAllowed)
            => ErrorCodes.BrightDataDatasetNotFound,
        _ when reason.Says(BrightDataTexts.SnapshotUnknown) || reason.Says(BrightDataTexts.SnapshotMissing)
            => ErrorCodes.BrightDataSnapshotNotFound,
        _ when reason.Says(BrightDataTexts.SnapshotExpired) => ErrorCodes.BrightDataSnapshotExpired,
        _ when IsValidation(reason, answer) => ErrorCodes.BrightDataValidationFailed,
        _ => ErrorCodes.BrightDataRejected,
    };

    private static bool IsValidation(string reason, BrightDataAnswer answer) =>
        answer.StatusCode == HttpStatusCode.UnprocessableEntity
        || reason.Says(BrightDataTexts.DiscoveryWrong) || reason.Says(BrightDataTexts.InputEmpty)
        || reason.Says(BrightDataTexts.InputTooShort) || reason.Says(BrightDataTexts.InputAttachments)
        || reason.Says(BrightDataTexts.InputInvalid) || reason.Says(BrightDataTexts.InputRefused)
        || reason.Says(BrightDataTexts.ParserFailed)
        || HasValidationCode(answer.Text);

    private static bool HasValidationCode(string text)
    {
        using var json = BrightDataJson.TryParse(text);
        return json is not null
            && (json.RootElement.Text("code") is "validation_error" or "parse_error"
                || (json.RootElement.ValueKind == JsonValueKind.Object
                    && json.RootElement.TryGetProperty("validation_errors", out _)));
    }

    /// <summary>
    /// <c>{"error":..,"errors":[["url","Required field"]]}</c> or <c>{"validation_errors":[..]}</c> as one line.
    /// </summary>
    private static string? JsonReason(JsonElement answer)
    {
        var reason = answer.Text("error") ?? answer.Text("error_message") ?? answer.Text("message");
        var details = answer.ValueKind == JsonValueKind.Object
            && (answer.TryGetProperty("errors", out var list) || answer.TryGetProperty("validation_errors", out list))
            && list.ValueKind == JsonValueKind.Array
            ? string.Join("; ", list.EnumerateArray().Take(20).Select(Detail))
            : null;
        return (reason, details) switch
        {
            (null, _) => details,
            (_, null or "") => reason,
            _ => $"{reason}: {details}",
        };
    }

    private static string Detail(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.Array => string.Join(" ", detail.EnumerateArray().Take(4).Select(part => part.ToString())),
        _ => detail.ToString(),
    };
}
