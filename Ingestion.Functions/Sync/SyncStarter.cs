using Ingestion.Core.Crawls;
using Ingestion.Core.Sync;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace Ingestion.Functions.Sync;

/// <summary>Starts the orchestrations of syncs. The job id is the instance id, so a repeated start is harmless.</summary>
public sealed class SyncStarter(CrawlPlan plan)
{
    /// <summary>Starts one sync's orchestration, or leaves the running one alone.</summary>
    public async Task StartAsync(DurableTaskClient client, Guid jobId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.AccountSyncOrchestrator,
                new SyncCheckpoint(jobId, plan, new SyncProgress()),
                new StartOrchestrationOptions(jobId.ToString()),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another host, an earlier request or the sweep started it.
        }
    }
}
