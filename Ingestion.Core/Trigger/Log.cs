using Ingestion.Core.Crawls;
using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Trigger;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Trigger + 1,
        LogLevel.Warning,
        "Crawl {CrawlId}: a paid call had no known outcome; of {Listed} snapshots {Found} carry its reference: {SnapshotId}")]
    internal static partial void Reconciled(this ILogger logger, Guid crawlId, int listed, int found, string? snapshotId);

    [LoggerMessage(
        LogEventIds.Trigger + 2,
        LogLevel.Critical,
        "Crawl {CrawlId} was ordered more than once; surplus snapshot {SnapshotId} is cancelled. Raise Trigger__ReconcileDelay")]
    internal static partial void PaidTwice(this ILogger logger, Guid crawlId, string snapshotId);

    [LoggerMessage(
        LogEventIds.Trigger + 3,
        LogLevel.Error,
        "Crawl {CrawlId} is {State}, but snapshot {SnapshotId} was ordered for it meanwhile")]
    internal static partial void OrderedTooLate(this ILogger logger, Guid crawlId, CrawlState state, string snapshotId);
}
