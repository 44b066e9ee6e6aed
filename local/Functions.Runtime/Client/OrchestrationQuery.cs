namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are wanted, and how.</summary>
/// <param name="CreatedFrom">Created at this time or later.</param>
/// <param name="CreatedTo">Created at this time or earlier.</param>
/// <param name="Statuses">In one of these states; null for any.</param>
/// <param name="TaskHubNames">In one of these task hubs; null for the client's own.</param>
/// <param name="InstanceIdPrefix">With an instance id that begins so (case-sensitive).</param>
/// <param name="PageSize">Instances per page. Default 100.</param>
/// <param name="FetchInputsAndOutputs">Whether payloads are fetched too. Default false.</param>
/// <param name="ContinuationToken">The token of an earlier page; null for the first.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.client.orchestrationquery.</remarks>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The default page size, 100.</summary>
    public const int DefaultPageSize = 100;
}
