using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Persistence;

internal static partial class Log
{
    [LoggerMessage(LogEventIds.Persistence + 1, LogLevel.Information, "Applied database script {Script}")]
    internal static partial void MigrationApplied(this ILogger logger, string script);

    [LoggerMessage(
        LogEventIds.Persistence + 2,
        LogLevel.Warning,
        "PostgreSQL is not ready for attempt {Attempt} to upgrade schema ingestion; trying again in {DelayMs} ms")]
    internal static partial void MigrationWaits(this ILogger logger, Exception exception, int attempt, double delayMs);
}
