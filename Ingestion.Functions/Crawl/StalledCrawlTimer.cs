using Ingestion.Core.Crawls;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>
/// Every five minutes: starts the orchestration of crawls that stand still. Where it still runs the start is refused; where it is
/// gone, the rows say where the crawl goes on.
/// </summary>
public sealed class StalledCrawlTimer(StalledCrawls stalled, CrawlStarter starter)
{
    [Function(FunctionNames.StalledCrawlSweep)]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (Guid crawlId in await stalled.FindAsync(cancellationToken))
        {
            await starter.StartAsync(client, crawlId, cancellationToken);
        }
    }
}
