using Functions.Runtime.Engine;

namespace Functions.Runtime.Hosting;

/// <summary>Everything about a host that is known and checked before it starts.</summary>
internal sealed record HostPlan
{
    /// <summary>All functions.</summary>
    public required IReadOnlyList<FunctionDescriptor> Functions { get; init; }

    /// <summary>Routes of the HTTP functions.</summary>
    public required IReadOnlyList<FunctionRoute> Routes { get; init; }

    /// <summary>Schedules of the timer functions.</summary>
    public required IReadOnlyList<TimerSchedule> Timers { get; init; }

    /// <summary>Orchestrators and activities as the engine sees them.</summary>
    public required FunctionRegistry Registry { get; init; }

    /// <summary>How the engine works.</summary>
    public required DurableEngineOptions Engine { get; init; }

    /// <summary>Keys of the host.</summary>
    public required HostKeys Keys { get; init; }

    /// <summary>Where the host listens.</summary>
    public required ListenSettings Listen { get; init; }

    /// <summary>URLs of the durable HTTP API.</summary>
    public required ManagementUrls Urls { get; init; }

    /// <summary>Limit of one invocation.</summary>
    public required InvocationTime Time { get; init; }

    /// <summary>The durable runtime's database.</summary>
    public string ConnectionString => Engine.ConnectionString;
}
