using Ingestion.Core.Crawls;
using Ingestion.Core.Replay;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Replay;

/// <summary>Starts a replay and answers 202.</summary>
public sealed class DeadLetterReplayStarter(CrawlPlan plan, StatusLinks links)
{
    /// <param name="request">The caller's request.</param>
    /// <param name="caller">Whose dead letters are read again, whatever the selection names.</param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="selection">Which of them.</param>
    /// <param name="path">The route that shows them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task<IActionResult> StartAsync(
        HttpRequest request,
        Caller caller,
        DurableTaskClient client,
        DeadLetterSelection selection,
        string path,
        CancellationToken cancellationToken)
    {
        DeadLetterReplayInput portion = new(selection with { Scope = caller.Scope });
        string instanceId = await client.ScheduleNewOrchestrationInstanceAsync(
            FunctionNames.DeadLetterReplayOrchestrator,
            new DeadLetterReplayCheckpoint(portion, plan, new DeadLetterReplayProgress(0, 0)),
            cancellationToken);
        return new WireResult(
            StatusCodes.Status202Accepted, new ReplayStartedBody(links.Of(request, caller, client, instanceId, path)));
    }
}
