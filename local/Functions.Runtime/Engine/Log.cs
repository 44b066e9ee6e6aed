using Microsoft.Extensions.Logging;

namespace Functions.Runtime.Engine;

/// <summary>The engine's log messages; event ids 9000 to 9099.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "Durable host {HostId} ({Name}) works on task hub {Hub}.")]
    public static partial void Registered(ILogger logger, Guid hostId, string name, string hub);

    [LoggerMessage(9001, LogLevel.Warning, "Durable host {HostId} was declared dead; its running work is dropped.")]
    public static partial void LeaseLost(ILogger logger, Guid hostId);

    [LoggerMessage(9002, LogLevel.Warning, "{Count} durable hosts showed no sign of life; their work was released.")]
    public static partial void HostsBuried(ILogger logger, int count);

    [LoggerMessage(9003, LogLevel.Warning, "The durable store does not answer; trying again.")]
    public static partial void StoreAway(ILogger logger, Exception exception);

    [LoggerMessage(9004, LogLevel.Information, "The durable store answers again.")]
    public static partial void StoreBack(ILogger logger);

    [LoggerMessage(9005, LogLevel.Warning, "A checkpoint of instance {InstanceId} was refused: the row is no longer ours.")]
    public static partial void CheckpointRefused(ILogger logger, string instanceId);

    [LoggerMessage(9006, LogLevel.Error, "A checkpoint of instance {InstanceId} cannot be stored.")]
    public static partial void CheckpointInvalid(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(9007, LogLevel.Warning, "Instance {InstanceId} failed: {Failure}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string failure);

    [LoggerMessage(9008, LogLevel.Warning, "Activity {Name} #{TaskId} of instance {InstanceId} failed.")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string name, int taskId, string instanceId);

    [LoggerMessage(9009, LogLevel.Information,
        "Activity {Name} #{TaskId} of instance {InstanceId} was interrupted by the stop of the host; it will run again.")]
    public static partial void ActivityInterrupted(ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(9010, LogLevel.Warning,
        "The history of instance {InstanceId} has {Events} events. Use ContinueAsNew to keep it short.")]
    public static partial void HistoryLong(ILogger logger, string instanceId, int events);

    [LoggerMessage(9011, LogLevel.Error, "The durable engine met an unexpected error.")]
    public static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(9012, LogLevel.Information, "Durable host {HostId} has stopped; {Count} pieces of work were released.")]
    public static partial void Stopped(ILogger logger, Guid hostId, int count);

    [LoggerMessage(9013, LogLevel.Error, "The result of activity {Name} #{TaskId} of instance {InstanceId} cannot be stored.")]
    public static partial void ResultInvalid(ILogger logger, Exception exception, string name, int taskId, string instanceId);
}
