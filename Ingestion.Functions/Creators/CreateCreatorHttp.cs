using Ingestion.Core.Accounts;
using Ingestion.Core.Creators;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Creators;

/// <summary>`POST /api/v1/creators`: adds a creator.</summary>
public sealed class CreateCreatorHttp(CreatorStore store, CreatorAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.CreateCreator)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/creators")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<NewCreator> read = CreatorRequestReader.ReadOrder(body);
            return read.Request is { } creator
                ? await answers.WrittenAsync(
                    owner, await store.AddAsync(owner, creator, cancellationToken), StatusCodes.Status201Created, cancellationToken)
                : ApiError.Invalid(read.Errors);
        });
}
