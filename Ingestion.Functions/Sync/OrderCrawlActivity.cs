using Ingestion.Core.Sync;
using Ingestion.Functions.Crawl;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Sync;

/// <summary>Orders the crawl of an account's public page, and starts it when there is a free slot. Idempotent by job.</summary>
public sealed class OrderCrawlActivity(SyncCrawl crawl, CrawlStarter starter)
{
    [Function(FunctionNames.OrderCrawl)]
    public async Task<Guid> RunAsync(
        [ActivityTrigger] Guid jobId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        Guid crawlId = await crawl.OrderAsync(jobId, cancellationToken);
        await starter.StartAdmittedAsync(client, cancellationToken);
        return crawlId;
    }
}
