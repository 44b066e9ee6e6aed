using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Privacy;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Privacy + 1,
        LogLevel.Warning,
        "Erased people could not be taken out of the raw file of crawl {CrawlId} now; it is tried again")]
    internal static partial void FileNotErased(this ILogger logger, Exception exception, Guid crawlId);

    [LoggerMessage(
        LogEventIds.Privacy + 2,
        LogLevel.Error,
        "The raw file of crawl {CrawlId} may hold erased people, and cannot be read: {Reason}. Look through it, or delete it")]
    internal static partial void FileUnreadable(this ILogger logger, Guid crawlId, string reason);
}
