namespace Functions.Runtime.Hosting;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    /// <summary>An HTTP request.</summary>
    Http,

    /// <summary>A schedule.</summary>
    Timer,

    /// <summary>The durable engine, as an orchestration.</summary>
    Orchestrator,

    /// <summary>The durable engine, as a step of an orchestration.</summary>
    Activity,
}
