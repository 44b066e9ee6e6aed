using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Http;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "Request failed with {ErrorCode} for crawl {CrawlId}.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string errorCode, Guid? crawlId);

    [LoggerMessage(1002, LogLevel.Warning, "Crawl {CrawlId} is stored, but could not be started or signalled now; the sweep will do it.")]
    public static partial void SignalDeferred(ILogger logger, Exception exception, Guid crawlId);
}
