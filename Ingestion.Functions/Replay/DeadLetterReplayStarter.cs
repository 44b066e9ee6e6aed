using Ingestion.Core.Crawls;
using Ingestion.Core.Replay;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Replay;

/// <summary>Starts a replay and answers 202 with its status URLs.</summary>
public sealed class DeadLetterReplayStarter(CrawlPlan plan)
{
    internal async Task<IActionResult> StartAsync(
        DurableTaskClient client, DeadLetterSelection selection, CancellationToken cancellationToken)
    {
        string instanceId = await client.ScheduleNewOrchestrationInstanceAsync(
            FunctionNames.DeadLetterReplayOrchestrator,
            new DeadLetterReplayCheckpoint(new DeadLetterReplayInput(selection), plan, new DeadLetterReplayProgress(0, 0)),
            cancellationToken);
        return new WireResult(
            StatusCodes.Status202Accepted, new ReplayStartedBody(client.CreateHttpManagementPayload(instanceId)));
    }
}
