using Ingestion.Core.Errors;

namespace Ingestion.Functions.Crawl;

/// <summary>Why and where a crawl failed, and what to do.</summary>
internal sealed record CrawlErrorBody(string ErrorCode, string Message, string? Stage, string RecoverySuggestion)
{
    public static CrawlErrorBody? Of(Core.Crawls.Crawl crawl) => crawl.Failure is { } failure
        ? new CrawlErrorBody(failure.ErrorCode, failure.Message, crawl.FailedStage, ErrorCodes.RecoverySuggestion(failure.ErrorCode))
        : null;
}
