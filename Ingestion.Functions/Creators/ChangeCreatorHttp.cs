using Ingestion.Core.Accounts;
using Ingestion.Core.Creators;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Creators;

/// <summary>`PATCH /api/v1/creators/{creator_id}`: changes the fields that are named.</summary>
public sealed class ChangeCreatorHttp(CreatorStore store, CreatorAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ChangeCreator)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "api/v1/creators/{creatorId}")] HttpRequest request,
        string creatorId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "creator_id", creatorId, async (owner, id) =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<CreatorChanges> read = CreatorRequestReader.ReadChanges(body);
            return read.Request is { } changes
                ? await answers.WrittenAsync(
                    owner, await store.ChangeAsync(owner, id, changes, cancellationToken), StatusCodes.Status200OK, cancellationToken)
                : ApiError.Invalid(read.Errors);
        });
}
