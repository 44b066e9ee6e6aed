using Ingestion.Core.Accounts;
using Ingestion.Core.Errors;
using Ingestion.Core.Privacy;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Privacy;

/// <summary>`POST /api/v1/privacy/erase`: erases an account's or a creator's data. Repeated, it is the same erasure.</summary>
public sealed class EraseHttp(ErasureStore store, ErasureAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.Erase)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/privacy/erase")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<EraseOrder> read = EraseRequestReader.Read(body);
            if (read.Request is not { } order)
            {
                return ApiError.Invalid(read.Errors);
            }

            return await store.StartAsync(owner, order, cancellationToken) is { } erasureId
                ? await answers.ReadAsync(owner, erasureId, cancellationToken)
                : Unknown(order);
        });

    private static IActionResult Unknown(EraseOrder order) => order.SubjectType == EraseOrder.Account
        ? AccountAnswers.Unknown(order.SubjectId)
        : ApiError.Of(StatusCodes.Status404NotFound, ErrorCodes.CreatorNotFound, $"You have no creator {order.SubjectId}.");
}
