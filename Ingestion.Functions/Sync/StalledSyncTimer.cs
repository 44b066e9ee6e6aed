using Ingestion.Core.Schedules;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Sync;

/// <summary>
/// Every minute: takes up syncs that nobody began, or that stand still because their orchestration is gone. One that is under way,
/// or that somebody has suspended, is left alone.
/// </summary>
public sealed class StalledSyncTimer(StalledSyncs stalled, SyncStarter starter)
{
    [Function(FunctionNames.StalledSyncSweep)]
    public async Task RunAsync(
        [TimerTrigger("45 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        foreach (Guid jobId in await stalled.FindAsync(cancellationToken))
        {
            OrchestrationMetadata? instance = await client.GetInstanceAsync(jobId.ToString(), cancellationToken);
            bool isGone = instance is null or { IsCompleted: true };
            if (isGone && await stalled.TakeUpAsync(jobId, cancellationToken))
            {
                await starter.StartAsync(client, jobId, cancellationToken);
            }
        }
    }
}
