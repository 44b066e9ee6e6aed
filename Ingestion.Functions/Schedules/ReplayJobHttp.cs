using Ingestion.Core.Errors;
using Ingestion.Core.Schedules;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Schedules;

/// <summary>`POST /api/v1/jobs/dead-letters/{job_id}/replay`: syncs the account of a dead letter again; 202, or 409 when it was.</summary>
public sealed class ReplayJobHttp(JobReplay replay, SyncRunStarter starter, ReaderGuard guard)
{
    [Function(FunctionNames.ReplayJob)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/jobs/dead-letters/{jobId}/replay")] HttpRequest request,
        string jobId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, "job_id", jobId, async (caller, id) =>
        {
            if (await replay.IsOpenAsync(id, caller.Scope, cancellationToken) is not { } isOpen)
            {
                return ApiError.Of(
                    StatusCodes.Status404NotFound, ErrorCodes.JobNotFound, $"There is no dead-lettered sync {id}.");
            }

            if (!isOpen)
            {
                return ApiError.Of(
                    StatusCodes.Status409Conflict, ErrorCodes.JobAlreadyReplayed, $"Sync {id} was replayed before.");
            }

            int replayed = await replay.ReplayAsync(
                new JobReplaySelection { Ids = [id] }, caller.Scope, cancellationToken);
            await starter.StartAsync(client, cancellationToken);
            return new WireResult(StatusCodes.Status202Accepted, new JobReplayBody(replayed));
        });
}
