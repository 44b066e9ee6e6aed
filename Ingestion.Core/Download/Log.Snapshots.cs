using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Download;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Download + 51, LogLevel.Information,
        "Crawl {CrawlId}: snapshot {SnapshotId} stored, {PayloadBytes} bytes, {Records} records")]
    internal static partial void SnapshotStored(
        this ILogger logger, Guid crawlId, string snapshotId, long payloadBytes, long records);

    [LoggerMessage(LogEventIds.Download + 52, LogLevel.Warning, "Crawl {CrawlId}: snapshot {SnapshotId} rejected, {Fault}")]
    internal static partial void SnapshotRejected(this ILogger logger, Guid crawlId, string snapshotId, string fault);
}
