using Ingestion.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Http;

/// <summary>The edge of every HTTP function: what escapes becomes an error answer, for the host would send an empty 500.</summary>
public sealed class ApiGuard(ILogger<ApiGuard> logger)
{
    /// <summary>Reads the parameters, refuses faulty and unknown ones, and only then handles the request.</summary>
    internal Task<IActionResult> RunAsync<TQuery>(
        HttpRequest request, Func<QueryReader, TQuery> read, Func<TQuery, Task<IActionResult>> handle) => RunAsync(() =>
        {
            QueryReader parameters = new(request.Query);
            TQuery query = read(parameters);
            parameters.RefuseOthers();
            return parameters.Errors.Count > 0 ? Task.FromResult(ApiError.Invalid(parameters.Errors)) : handle(query);
        });

    /// <param name="handle">Answers the request.</param>
    /// <param name="crawlId">The crawl that an error answer and the log name.</param>
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
}
