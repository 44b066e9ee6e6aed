using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Ingestion.Functions.Crawl;

/// <summary>One crawl: trigger, poll, download, normalise, publish. The facts are in PostgreSQL; this only orders the steps and waits.</summary>
public static class CrawlOrchestrator
{
    [Function(FunctionNames.CrawlOrchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        CrawlCheckpoint checkpoint = context.GetInput<CrawlCheckpoint>()
            ?? throw new InvalidOperationException("The crawl orchestrator needs a CrawlCheckpoint as its input.");
        var crawl = new CrawlSteps(context, checkpoint);
        StepOutcome outcome;
        try
        {
            outcome = await crawl.TriggerAsync();
            if (outcome is StepOutcome.Next)
            {
                outcome = await crawl.PollAsync();
            }

            if (outcome is StepOutcome.Next)
            {
                outcome = await crawl.DownloadAsync();
            }

            if (outcome is StepOutcome.Next)
            {
                outcome = await crawl.NormalizeAsync();
            }

            if (outcome is StepOutcome.Next)
            {
                outcome = await crawl.PublishAsync();
            }
        }
        catch (TaskFailedException failure)
        {
            outcome = await crawl.FailAsync(failure);
        }

        if (outcome is StepOutcome.Cancelled)
        {
            await crawl.StopAsync();
        }
        else if (outcome is StepOutcome.ContinueAsNew)
        {
            context.ContinueAsNew(crawl.Checkpoint);
        }
    }
}
