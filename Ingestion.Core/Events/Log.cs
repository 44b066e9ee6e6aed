using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Events;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Events + 1,
        LogLevel.Warning,
        "Could not publish {Count} events, the first to {Topic} with id {EventId}; they are tried again")]
    internal static partial void PublishFailed(this ILogger logger, Exception exception, int count, string topic, Guid eventId);

    [LoggerMessage(LogEventIds.Events + 2, LogLevel.Warning, "The outbox could not be relayed now; the next relay goes on")]
    internal static partial void RelayPostponed(this ILogger logger, Exception exception);
}
