namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">The output of the terminated instance, usually the reason.</param>
/// <param name="Recursive">Whether its running sub-orchestrations are terminated too. Default false.</param>
/// <remarks>Mirrors https://learn.microsoft.com/dotnet/api/microsoft.durabletask.client.terminateinstanceoptions.</remarks>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
