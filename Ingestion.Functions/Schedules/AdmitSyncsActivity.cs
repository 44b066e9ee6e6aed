using Ingestion.Core.Schedules;
using Ingestion.Functions.Sync;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Schedules;

/// <summary>
/// Gives the free slots of a run to syncs that are due, and starts their orchestrations. Idempotent: claimed jobs hold their slots,
/// and the job id is the instance id, so a repeated start is refused.
/// </summary>
public sealed class AdmitSyncsActivity(SyncRuns runs, SyncStarter starter)
{
    [Function(FunctionNames.AdmitSyncs)]
    public async Task<AdmitSyncsResult> RunAsync(
        [ActivityTrigger] Guid runId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        SyncRunLook look = await runs.LookAsync(runId, cancellationToken);
        if (look.ToStart.Count > 0)
        {
            await Task.WhenAll(look.ToStart.Select(jobId => starter.StartAsync(client, jobId, cancellationToken)));
            await runs.MarkStartedAsync([.. look.ToStart], cancellationToken);
        }

        return new AdmitSyncsResult(look.Progress, look.Claimed, look.IsFinished);
    }
}
