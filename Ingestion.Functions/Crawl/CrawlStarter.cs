using Ingestion.Core.Crawls;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace Ingestion.Functions.Crawl;

/// <summary>Starts the orchestrations of crawls that have a slot. The crawl id is the instance id, so a repeated start is harmless.</summary>
public sealed class CrawlStarter(CrawlAdmission admission, CrawlPlan plan)
{
    /// <summary>Gives free slots to queued crawls and starts them.</summary>
    /// <returns>The crawls that got a slot lately.</returns>
    public async Task<IReadOnlySet<Guid>> StartAdmittedAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        AdmittedCrawls admitted = await admission.AdmitAsync(cancellationToken);
        await Task.WhenAll(admitted.ToStart.Select(crawlId => StartAsync(client, crawlId, cancellationToken)));
        return admitted.Known;
    }

    /// <summary>Starts one crawl's orchestration, or leaves the running one alone.</summary>
    public Task StartAsync(DurableTaskClient client, Guid crawlId, CancellationToken cancellationToken) =>
        StartAsync(client, new CrawlCheckpoint(crawlId, plan), cancellationToken);

    /// <summary>The same for a crawl whose raw snapshot is stored: it neither triggers nor polls.</summary>
    public Task StartFromRawAsync(DurableTaskClient client, Core.Crawls.Crawl crawl, CancellationToken cancellationToken) =>
        StartAsync(
            client, new CrawlCheckpoint(crawl.CrawlId, plan, crawl.SnapshotId, crawl.Polls, IsReady: true), cancellationToken);

    private static async Task StartAsync(DurableTaskClient client, CrawlCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.CrawlOrchestrator,
                checkpoint,
                new StartOrchestrationOptions(checkpoint.CrawlId.ToString()),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another host, an earlier request or the sweep started it.
        }
    }
}
