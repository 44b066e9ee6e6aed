using Ingestion.Core.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`PATCH /api/v1/accounts/{account_id}`: changes the fields that are named; new credentials replace the old ones.</summary>
public sealed class ChangeAccountHttp(AccountRequestReader reader, AccountStore store, AccountAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ChangeAccount)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "api/v1/accounts/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "account_id", accountId, async (owner, id) =>
        {
            if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
            {
                return RequestBody.TooLarge;
            }

            if (await store.FindAsync(owner, id, cancellationToken) is not { } account)
            {
                return AccountAnswers.Unknown(id);
            }

            RequestRead<AccountChanges> read = reader.ReadChanges(body, account);
            if (read.Request is not { } changes)
            {
                return ApiError.Invalid(read.Errors);
            }

            if (await answers.RefuseCreatorAsync(owner, changes.CreatorId, cancellationToken) is { } refused)
            {
                return refused;
            }

            await store.ChangeAsync(owner, account, changes, cancellationToken);
            return await answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken);
        });
}
