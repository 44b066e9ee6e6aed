using Ingestion.Core.Creators;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Creators;

/// <summary>`DELETE /api/v1/creators/{creator_id}`: deletes a creator that has no accounts.</summary>
public sealed class DeleteCreatorHttp(CreatorStore store, OwnerGuard guard)
{
    [Function(FunctionNames.DeleteCreator)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/v1/creators/{creatorId}")] HttpRequest request,
        string creatorId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "creator_id", creatorId, async (owner, id) =>
        {
            CreatorWrite write = await store.DeleteAsync(owner, id, cancellationToken);
            return write.Status is CreatorWriteStatus.Done
                ? new WireResult(StatusCodes.Status200OK, new { Status = "success", CreatorId = id })
                : CreatorAnswers.Refused(write);
        });
}
