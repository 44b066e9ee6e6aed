using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>Every five seconds: starts crawls that wait for a slot, or whose starter died before it could start them.</summary>
public sealed class CrawlSweepTimer(CrawlStarter starter)
{
    [Function(FunctionNames.CrawlSweep)]
    public Task RunAsync(
        [TimerTrigger("*/5 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => starter.StartAdmittedAsync(client, cancellationToken);
}
