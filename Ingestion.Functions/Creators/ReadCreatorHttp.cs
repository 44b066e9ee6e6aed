using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Creators;

/// <summary>`GET /api/v1/creators/{creator_id}`: one creator.</summary>
public sealed class ReadCreatorHttp(CreatorAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ReadCreator)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/creators/{creatorId}")] HttpRequest request,
        string creatorId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            "creator_id",
            creatorId,
            (owner, id) => answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken));
}
