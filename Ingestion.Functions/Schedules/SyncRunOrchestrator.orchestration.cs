using Ingestion.Core.Schedules;
using Ingestion.Functions.Crawl;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Schedules;

/// <summary>
/// One run: a batch of what is due, then the next one as slots become free, until nothing is. Each batch begins with an empty
/// history. The syncs are orchestrations of their own, which the run starts and looks after but does not hold.
/// </summary>
public static class SyncRunOrchestrator
{
    private const int LooksPerGeneration = 20;

    [Function(FunctionNames.SyncRunOrchestrator)]
    public static async Task<SyncRunProgress?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SyncRunCheckpoint checkpoint = context.GetInput<SyncRunCheckpoint>()
            ?? throw new InvalidOperationException("A run needs a SyncRunCheckpoint as its input.");
        AdmitSyncsResult result;
        int looks = 0;
        do
        {
            result = await context.CallActivityAsync<AdmitSyncsResult>(
                FunctionNames.AdmitSyncs, checkpoint.RunId, checkpoint.Plan.ToTaskOptions());
            if (result.IsFinished || result.Progress is not { } progress)
            {
                context.SetCustomStatus(result.Progress);
                return result.Progress;
            }

            context.SetCustomStatus(progress);
            checkpoint = checkpoint.After(progress);
            await context.CreateTimer(checkpoint.Pause, CancellationToken.None);
            looks++;
        }
        while (result.Claimed == 0 && looks < LooksPerGeneration);

        context.ContinueAsNew(checkpoint);
        return result.Progress;
    }
}
