using Ingestion.Core.Sync;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Sync;

/// <summary>Every minute: starts syncs that nobody began, or that stand still because their orchestration is gone.</summary>
public sealed class StalledSyncTimer(SyncStart syncs, SyncStarter starter)
{
    [Function(FunctionNames.StalledSyncSweep)]
    public async Task RunAsync(
        [TimerTrigger("45 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        foreach (Guid jobId in await syncs.FindStalledAsync(cancellationToken))
        {
            await starter.StartAsync(client, jobId, cancellationToken);
        }
    }
}
