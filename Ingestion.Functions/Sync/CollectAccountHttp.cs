using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Sync;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Sync;

/// <summary>`POST /api/data/collect/{accountId}`: syncs one account of the caller now; 202. A sync that runs is joined.</summary>
public sealed class CollectAccountHttp(SyncStart syncs, SyncStarter starter, StatusLinks links, OwnerGuard guard)
{
    [Function(FunctionNames.CollectAccount)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/data/collect/{accountId}")] HttpRequest request,
        string accountId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, "account_id", accountId, async (owner, id) =>
        {
            if (await syncs.RefuseAsync(owner, id, cancellationToken) is { } refusal)
            {
                return Refused(refusal);
            }

            SyncStartResult started = await syncs.StartAsync(id, cancellationToken);
            if (started.JobId is not { } jobId)
            {
                return AccountAnswers.Unknown(id);
            }

            await starter.StartAsync(client, jobId, cancellationToken);
            return new WireResult(
                StatusCodes.Status202Accepted,
                new CollectBody(request, links, id, jobId, isJoined: started.Status is SyncStartStatus.Joined));
        });

    private static IActionResult Refused(Failure refusal) => ApiError.Of(
        refusal.ErrorCode == ErrorCodes.AccountNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
        refusal.ErrorCode,
        refusal.Message);
}
