using Ingestion.Core.Crawls;
using Ingestion.Core.Schedules;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace Ingestion.Functions.Schedules;

/// <summary>Begins the runs for which something is due. The run id is the instance id, so a repeated start is harmless.</summary>
public sealed class SyncRunStarter(SyncRuns runs, CrawlPlan plan, IOptions<ScheduleOptions> options)
{
    /// <summary>Starts every open run: a new one, and one whose orchestration is gone or was never started.</summary>
    public async Task StartAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ScheduleOptions settings = options.Value;
        foreach (Guid runId in await runs.BeginAsync(cancellationToken))
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    FunctionNames.SyncRunOrchestrator,
                    new SyncRunCheckpoint(
                        runId, plan, settings.LookInterval, settings.MaxLookInterval, settings.LookInterval),
                    new StartOrchestrationOptions(runId.ToString()),
                    cancellationToken);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // It is under way.
            }
        }
    }
}
