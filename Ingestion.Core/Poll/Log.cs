using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Poll;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Poll + 1,
        LogLevel.Warning,
        "Crawl {CrawlId}: snapshot {SnapshotId} has the unknown status '{ProviderStatus}', taken for not ready yet")]
    internal static partial void UnknownStatus(this ILogger logger, Guid crawlId, string snapshotId, string providerStatus);
}
