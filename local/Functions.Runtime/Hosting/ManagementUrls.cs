using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Functions.Runtime.Hosting;

/// <summary>Makes the URLs of the durable HTTP API for the host that a client belongs to.</summary>
internal sealed class ManagementUrls
{
    /// <summary>Path below which the durable HTTP API answers.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    // The official method is static and gets the client only: this is how it finds the client's host.
    private static readonly ConditionalWeakTable<DurableTaskClient, ManagementUrls> ByClient = [];
    private static readonly AsyncLocal<string?> Serving = new();

    /// <summary>The system key that opens the durable HTTP API; null when keys are not enforced.</summary>
    public string? SystemKey { get; init; }

    /// <summary>Scheme, host and port that this host listens on; known once it has started.</summary>
    public string ListenUrl { get; set; } = "http://localhost";

    public static ManagementUrls Of(DurableTaskClient client) =>
        ByClient.TryGetValue(client, out ManagementUrls? urls)
            ? urls
            : throw new InvalidOperationException("The client does not belong to a Functions host. Take it from a [DurableClient] parameter.");

    /// <summary>Names the request that the current invocation serves.</summary>
    public static void Serve(HttpRequest request) =>
        Serving.Value = request.Host.HasValue ? $"{request.Scheme}://{request.Host}" : null;

    public void Attach(DurableTaskClient client) => ByClient.AddOrUpdate(client, this);

    /// <summary>The URLs of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="baseUrl">Scheme, host and port, or null for those of the request being served, else the listen address.</param>
    public HttpManagementPayload For(string instanceId, string? baseUrl)
    {
        string instance = (baseUrl ?? Serving.Value ?? ListenUrl) + BasePath + "/instances/" + Uri.EscapeDataString(instanceId);
        string key = SystemKey is null ? string.Empty : "code=" + Uri.EscapeDataString(SystemKey);
        string query = key.Length == 0 ? key : "?" + key;
        string more = key.Length == 0 ? key : "&" + key;
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = instance + query,
            SendEventPostUri = instance + "/raiseEvent/{eventName}" + query,
            TerminatePostUri = instance + "/terminate?reason={text}" + more,
            PurgeHistoryDeleteUri = instance + query,
            SuspendPostUri = instance + "/suspend?reason={text}" + more,
            ResumePostUri = instance + "/resume?reason={text}" + more,
        };
    }
}
