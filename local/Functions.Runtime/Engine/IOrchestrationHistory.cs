using System.Text.Json.Nodes;

namespace Functions.Runtime.Engine;

/// <summary>Reads the history of an instance in the form of the Durable HTTP API.</summary>
public interface IOrchestrationHistory
{
    /// <summary>The <c>historyEvents</c> of an instance, oldest first; null for an unknown instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="withOutputs">Whether results are included.</param>
    /// <param name="ct">Cancels the read.</param>
    Task<JsonArray?> ReadAsync(string instanceId, bool withOutputs, CancellationToken ct);
}
