using Ingestion.Core.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`POST /api/v1/accounts`: connects an account with tokens that the caller has.</summary>
public sealed class CreateAccountHttp(AccountRequestReader reader, AccountStore store, AccountAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.CreateAccount)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/accounts")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(request, async owner =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            RequestRead<NewAccount> read = reader.ReadOrder(body);
            if (read.Request is not { } account)
            {
                return ApiError.Invalid(read.Errors);
            }

            if (await answers.RefuseCreatorAsync(owner, account.CreatorId, cancellationToken) is { } refused)
            {
                return refused;
            }

            (Guid accountId, bool isNew) = await store.AddAsync(owner, account, cancellationToken);
            return isNew
                ? await answers.ReadAsync(owner, accountId, StatusCodes.Status201Created, cancellationToken)
                : AccountAnswers.Exists(account, accountId);
        });
}
