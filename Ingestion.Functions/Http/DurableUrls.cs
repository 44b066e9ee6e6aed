using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Http;

/// <summary>Durable's management URLs of a crawl: its instance id is the crawl id.</summary>
internal static class DurableUrls
{
    public static HttpManagementPayload Urls(this DurableTaskClient client, Guid crawlId) =>
        client.CreateHttpManagementPayload(crawlId.ToString());
}
