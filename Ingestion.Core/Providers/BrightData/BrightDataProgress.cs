using System.Net;
using System.Text.Json;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>Reads progress answers.</summary>
internal static class BrightDataProgress
{
    public static ProgressResponse Read(string operation, BrightDataAnswer answer)
    {
        if (answer.RateLimitedFor is { } wait)
        {
            return new ProgressResponse { Status = ProgressStatus.RateLimited, RetryAfter = wait };
        }

        if (answer.StatusCode == HttpStatusCode.NotFound && !BrightDataErrors.IsHtml(answer))
        {
            return new ProgressResponse { Status = ProgressStatus.NotFound, ErrorMessage = BrightDataErrors.Reason(answer) };
        }

        using var json = answer.IsSuccess ? BrightDataJson.TryParse(answer.Text) : null;
        return json?.RootElement.ValueKind == JsonValueKind.Object
            ? Read(json.RootElement)
            : throw BrightDataErrors.ToException(operation, answer);
    }

    private static ProgressResponse Read(JsonElement answer)
    {
        var said = answer.Text("status") ?? "";
        var status = StatusOf(said);
        var reason = answer.Text("error_message") ?? answer.Text("error") ?? answer.Text("message");
        return new ProgressResponse
        {
            Status = status,
            ProviderStatus = ProviderText.Clean(said),
            Records = answer.Count("records"),
            Errors = answer.Count("errors"),
            ErrorCodes = answer.Counts("error_codes"),
            ErrorMessage = reason is null ? null : ProviderText.Clean(reason),
            FailureCode = status switch
            {
                ProgressStatus.Failed => BrightDataErrors.FailureCode(reason ?? ""),
                ProgressStatus.Cancelled => Errors.ErrorCodes.BrightDataSnapshotCancelled,
                _ => null,
            },
            CollectionDuration = answer.Count("collection_duration") is { } ms and < 10_000_000_000
                ? TimeSpan.FromMilliseconds(ms)
                : null,
        };
    }

    /// <summary>
    /// Documented: starting, running, ready, failed, canceled. The vendor's own clients also guard for building, cancelled and
    /// error.
    /// </summary>
    private static ProgressStatus StatusOf(string said) => said.Trim().ToLowerInvariant() switch
    {
        "starting" or "running" or "building" or "collecting" or "pending" => ProgressStatus.Pending,
        "ready" or "done" => ProgressStatus.Ready,
        "failed" or "error" => ProgressStatus.Failed,
        "canceled" or "cancelled" => ProgressStatus.Cancelled,
        _ => ProgressStatus.Unknown,
    };
}
