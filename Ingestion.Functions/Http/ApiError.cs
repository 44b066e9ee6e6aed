using Ingestion.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ingestion.Functions.Http;

/// <summary>Error answers in the one shape that the API has for them.</summary>
internal static class ApiError
{
    private static readonly TimeSpan UnavailableRetryAfter = TimeSpan.FromSeconds(5);

    public static IActionResult Of(int statusCode, string errorCode, string message, Guid? crawlId = null, TimeSpan? retryAfter = null) =>
        new WireResult(
            statusCode, new ErrorBody(message, crawlId, errorCode, ErrorCodes.RecoverySuggestion(errorCode)), retryAfter);

    public static IActionResult Invalid(IReadOnlyDictionary<string, string[]> errors) => new WireResult(
        StatusCodes.Status400BadRequest,
        new ErrorBody(
            $"The request has {errors.Count} invalid field(s): {string.Join(", ", errors.Keys)}.",
            CrawlId: null,
            ErrorCodes.ValidationFailed,
            ErrorCodes.RecoverySuggestion(ErrorCodes.ValidationFailed),
            errors));

    public static IActionResult Invalid(string field, string reason) =>
        Invalid(new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>409: it is there already, as <paramref name="existingId"/>.</summary>
    public static IActionResult Taken(string errorCode, string message, Guid existingId) => new WireResult(
        StatusCodes.Status409Conflict,
        new ErrorBody(message, CrawlId: null, errorCode, ErrorCodes.RecoverySuggestion(errorCode), ExistingId: existingId));

    public static IActionResult UnknownCrawl(Guid crawlId) => Of(
        StatusCodes.Status404NotFound, ErrorCodes.CrawlNotFound, $"There is no crawl {crawlId}.", crawlId);

    public static IActionResult Of(IngestionException failure, Guid? crawlId) => failure switch
    {
        TransientIngestionException => Of(
            StatusCodes.Status503ServiceUnavailable, failure.ErrorCode, failure.Message, crawlId, UnavailableRetryAfter),
        AccountErasedException => Of(StatusCodes.Status409Conflict, failure.ErrorCode, failure.Message, crawlId),
        CredentialsUnreadableException => Of(StatusCodes.Status500InternalServerError, failure.ErrorCode, failure.Message, crawlId),
        _ => Of(StatusCodes.Status502BadGateway, failure.ErrorCode, failure.Message, crawlId),
    };
}
