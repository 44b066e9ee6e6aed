using Ingestion.Core.Accounts;
using Ingestion.Core.Schedules;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Schedules;

/// <summary>`POST /api/v1/jobs/dead-letters/replay` with `ids` or a `reason`: syncs the accounts of the caller's dead letters again; 202.</summary>
public sealed class ReplayJobsHttp(JobReplay replay, SyncRunStarter starter, ReaderGuard guard)
{
    [Function(FunctionNames.ReplayManyJobs)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/jobs/dead-letters/replay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, async caller =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<JobReplaySelection> read = JobReplaySelection.Read(body);
            if (read.Request is not { } selection)
            {
                return ApiError.Invalid(read.Errors);
            }

            int replayed = await replay.ReplayAsync(selection, caller.Scope, cancellationToken);
            await starter.StartAsync(client, cancellationToken);
            return new WireResult(StatusCodes.Status202Accepted, new JobReplayBody(replayed));
        });
}
