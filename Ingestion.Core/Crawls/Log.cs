using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Crawls;

internal static partial class Log
{
    [LoggerMessage(LogEventIds.Crawls + 1, LogLevel.Information, "Crawl {CrawlId}: {From} -> {To}")]
    internal static partial void CrawlMoved(this ILogger logger, Guid crawlId, CrawlState from, CrawlState to);

    [LoggerMessage(
        LogEventIds.Crawls + 2, LogLevel.Warning, "Crawl {CrawlId} ended {State} at {Stage} with {ErrorCode}: {Reason}")]
    internal static partial void CrawlEnded(
        this ILogger logger, Guid crawlId, CrawlState state, string stage, string errorCode, string reason);
}
