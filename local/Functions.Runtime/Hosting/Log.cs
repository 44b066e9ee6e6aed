using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Hosting;

/// <summary>What the host logs. Event ids 7100-7199.</summary>
internal static partial class Log
{
    [LoggerMessage(7100, LogLevel.Information, "{Function}: [{Methods}] {Url}")]
    public static partial void HttpFunction(ILogger logger, string function, string methods, string url);

    [LoggerMessage(7101, LogLevel.Information, "{Function}: {Trigger}")]
    public static partial void OtherFunction(ILogger logger, string function, string trigger);

    [LoggerMessage(7102, LogLevel.Error, "Function '{Function}' failed")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(7103, LogLevel.Warning, "Function '{Function}' could not reach a database: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, string function, string reason);

    [LoggerMessage(7104, LogLevel.Error, "Function '{Function}' was stopped: it ran longer than functionTimeout ({Limit})")]
    public static partial void TimedOut(ILogger logger, string function, TimeSpan limit);

    [LoggerMessage(7105, LogLevel.Warning, "Stopping: some work did not end in time and was given up")]
    public static partial void StopIncomplete(ILogger logger, Exception exception);

    [LoggerMessage(7110, LogLevel.Information, "Timer '{Function}' was due at {DueAt:O} while no host ran; it fires now")]
    public static partial void TimerPastDue(ILogger logger, string function, DateTime dueAt);

    [LoggerMessage(7111, LogLevel.Warning, "Timer '{Function}' waits: the durable runtime's database does not answer ({Reason})")]
    public static partial void TimerStoreAway(ILogger logger, string function, string reason);

    [LoggerMessage(7120, LogLevel.Error, "The durable HTTP API failed at {Path}")]
    public static partial void DurableApiFailed(ILogger logger, Exception exception, string path);
}
