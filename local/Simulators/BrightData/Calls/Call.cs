using Simulators.BrightData.Faults;
using Simulators.BrightData.Jobs;

namespace Simulators.BrightData.Calls;

/// <summary>One call of the provider's API under way.</summary>
internal sealed class Call(HttpContext context, string operation, Job? job)
{
    public HttpContext Context => context;

    public string Operation => operation;

    /// <summary>The job named in the route; null when there is none.</summary>
    public Job? Job => job;

    public ActiveFaults Faults { get; set; } = ActiveFaults.None;

    public IQueryCollection Query => context.Request.Query;

    public CancellationToken Aborted => context.RequestAborted;
}
