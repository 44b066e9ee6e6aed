using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Sync;

/// <summary>One sync of an account: fetch, seal, normalise, publish, conclude; or a crawl of its public page. The facts are in PostgreSQL; this only orders the steps and waits.</summary>
public static class AccountSyncOrchestrator
{
    [Function(FunctionNames.AccountSyncOrchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        SyncCheckpoint checkpoint = context.GetInput<SyncCheckpoint>()
            ?? throw new InvalidOperationException("The sync orchestrator needs a SyncCheckpoint as its input.");
        var sync = new SyncSteps(context, checkpoint);
        try
        {
            if (!await sync.FetchAsync())
            {
                context.ContinueAsNew(sync.Checkpoint);
                return;
            }

            await sync.StoreAsync();
            if (!await sync.CrawlAsync())
            {
                context.ContinueAsNew(sync.Checkpoint);
                return;
            }
        }
        catch (TaskFailedException failure)
        {
            await sync.FailAsync(failure);
        }

        await sync.ConcludeAsync();
    }
}
