using Ingestion.Core.Registration;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Http;

/// <summary>Where a caller follows a piece of work.</summary>
/// <param name="StatusUrl">Absolute; a route of this service.</param>
/// <param name="Durable">Durable's management URLs, for operators only: they hold the key of the whole task hub.</param>
internal sealed record StatusLink(string StatusUrl, HttpManagementPayload? Durable);

/// <summary>Makes the URLs that answers carry.</summary>
public sealed class StatusLinks(IngestionSettings settings)
{
    /// <summary>The link to a crawl; its instance id is the crawl id.</summary>
    internal StatusLink OfCrawl(HttpRequest request, Caller caller, DurableTaskClient client, Guid crawlId) =>
        Of(request, caller, client, crawlId.ToString(), $"/api/v1/crawl/{crawlId}/status");

    internal StatusLink Of(HttpRequest request, Caller caller, DurableTaskClient client, string instanceId, string path) => new(
        Absolute(request, path), caller.IsOperator ? client.CreateHttpManagementPayload(instanceId) : null);

    /// <summary>At PUBLIC_BASE_URL when it is set, else at the host that the request was sent to.</summary>
    internal string Absolute(HttpRequest request, string path) => settings.PublicBaseUrl is { } address
        ? address.AbsoluteUri.TrimEnd('/') + path
        : $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}
