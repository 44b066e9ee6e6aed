using Ingestion.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Http;

/// <summary>The edge of every HTTP function: what escapes becomes an error answer, for the host would send an empty 500.</summary>
public sealed class ApiGuard(ILogger<ApiGuard> logger)
{
    internal async Task<IActionResult> RunAsync(Func<Task<IActionResult>> handle, Guid? crawlId = null)
    {
        try
        {
            return await handle();
        }
        catch (IngestionException failure)
        {
            Log.RequestFailed(logger, failure, failure.ErrorCode, crawlId);
            return ApiError.Of(failure, crawlId);
        }
        catch (BadHttpRequestException)
        {
            // For example a chunk whose size is no number. The server closes the connection after the answer.
            return ApiError.Invalid("body", "could not be read: the request is not valid HTTP");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.RequestFailed(logger, failure, ErrorCodes.InternalError, crawlId);
            return ApiError.Of(
                StatusCodes.Status500InternalServerError,
                ErrorCodes.InternalError,
                "The request failed unexpectedly; the log has the details.",
                crawlId);
        }
    }

    /// <summary>The same, for routes that carry a crawl id: a malformed one is a 400.</summary>
    internal Task<IActionResult> RunAsync(string crawlId, Func<Guid, Task<IActionResult>> handle) =>
        Guid.TryParseExact(crawlId, "D", out Guid id)
            ? RunAsync(() => handle(id), id)
            : Task.FromResult(ApiError.Invalid("crawl_id", "must be a UUID such as 550e8400-e29b-41d4-a716-446655440000"));
}
