using Ingestion.Core.Registration;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Schedules;

internal static partial class Log
{
    [LoggerMessage(
        LogEventIds.Schedules + 1,
        LogLevel.Information,
        "The {Kind} run {RunId} is over: {Accounts} syncs, {Completed} completed, {Failed} failed, {Cancelled} cancelled, {Waiting} still "
        + "waiting; {Units} units in {Seconds:F1} s")]
    internal static partial void RunFinished(
        this ILogger logger,
        string kind,
        Guid runId,
        int accounts,
        int completed,
        int failed,
        int cancelled,
        int waiting,
        long units,
        double seconds);

    [LoggerMessage(LogEventIds.Schedules + 2, LogLevel.Information, "{Count} accounts got another next time: their schedule or the clock has changed")]
    internal static partial void TimesAligned(this ILogger logger, int count);

    [LoggerMessage(LogEventIds.Schedules + 3, LogLevel.Warning, "{Count} failed syncs are dead letters now")]
    internal static partial void DeadLettered(this ILogger logger, int count);

    [LoggerMessage(LogEventIds.Schedules + 4, LogLevel.Warning, "Sync {JobId} had lost its orchestration and is started again")]
    internal static partial void StartedAgain(this ILogger logger, Guid jobId);
}
