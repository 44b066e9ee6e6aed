namespace Functions.Runtime.Engine;

/// <summary>How the engine of one host process works.</summary>
public sealed class DurableEngineOptions
{
    /// <summary>The PostgreSQL database with the schema <c>durable</c>; the schema is created when it is missing. Statements are
    /// prepared: behind a pooler in transaction mode add <c>Max Auto Prepare=0</c>.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>The task hub: hosts of one hub share its instances. Default <c>TestHubName</c>.</summary>
    public string HubName { get; set; } = "TestHubName";

    /// <summary>A stable name of this process. A new host takes over at once what an earlier host of the same name left; null
    /// for a name of its own.</summary>
    public string? HostName { get; set; }

    /// <summary>How long a host that shows no sign of life keeps its work. Default 10 seconds, at least 1.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Activities that run at once. Default 10 per processor.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators whose code runs at once; waiting instances do not count. Default 10 per processor.</summary>
    public int MaxConcurrentOrchestrators { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Time for running work at a stop, before it is released. Default 10 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest run of an activity; <see cref="Timeout.InfiniteTimeSpan"/> (default) for no limit.</summary>
    public TimeSpan FunctionTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>After this many deliveries that ended in the death of the host, an activity or an instance fails. Default 5.</summary>
    public int MaxDeliveryCount { get; set; } = 5;

    /// <summary>Time between two looks at an idle database. Default 200 milliseconds.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Suspended orchestrations kept in memory so that they need no replay. Default 256; 0 for none.</summary>
    public int LiveInstanceCacheSize { get; set; } = 256;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(HubName);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseDuration, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrentActivities);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConcurrentOrchestrators);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxDeliveryCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(PollInterval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfNegative(LiveInstanceCacheSize);
        if (FunctionTimeout <= TimeSpan.Zero && FunctionTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(FunctionTimeout), FunctionTimeout, "A positive time, or infinite.");
        }
    }
}
