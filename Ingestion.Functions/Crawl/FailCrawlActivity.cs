using Ingestion.Core.Crawls;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>Records a failed crawl with its event. Idempotent: a crawl that has ended stays as it is.</summary>
public sealed class FailCrawlActivity(CrawlFailureService service, CrawlStarter starter)
{
    [Function(FunctionNames.FailCrawl)]
    public async Task RunAsync(
        [ActivityTrigger] CrawlFailure failure, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await service.FailAsync(failure, cancellationToken);
        await starter.StartAdmittedAsync(client, cancellationToken);
    }
}
