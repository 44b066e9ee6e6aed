using Ingestion.Core.Crawls;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>Cancels at the provider and records it. Idempotent: a crawl that has ended stays as it is.</summary>
public sealed class CancelSnapshotActivity(CrawlCancellation cancellation, CrawlStarter starter)
{
    [Function(FunctionNames.CancelSnapshot)]
    public async Task RunAsync(
        [ActivityTrigger] Guid crawlId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await cancellation.FinishAsync(crawlId, cancellationToken);
        await starter.StartAdmittedAsync(client, cancellationToken);
    }
}
