using Functions.Runtime.Hosting;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the Functions host adds to a durable client.</summary>
/// <remarks>Mirrors <see href="https://learn.microsoft.com/dotnet/api/microsoft.azure.functions.worker.durabletaskclientextensions"/>.</remarks>
public static class DurableTaskClientExtensions
{
    /// <summary>The URLs by which an instance is watched and steered over HTTP.</summary>
    /// <param name="client">A client that this host gave to a function.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="request">Gives scheme and host of the URLs. Default: the request that is being served, else the host's own address.</param>
    /// <returns>The URLs, with the system key when keys are enforced. They hold a secret: do not log them.</returns>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return ManagementUrls.Of(client).For(instanceId, request?.Url.GetLeftPart(UriPartial.Authority));
    }
}
