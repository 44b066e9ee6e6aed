using Ingestion.Core.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`DELETE /api/v1/accounts/{account_id}`: disconnects an account and forgets its credentials; collected data stay.</summary>
public sealed class DeleteAccountHttp(AccountStore store, OwnerGuard guard)
{
    [Function(FunctionNames.DeleteAccount)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/v1/accounts/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(request, "account_id", accountId, async (owner, id) =>
            await store.DeleteAsync(owner, id, cancellationToken)
                ? new WireResult(StatusCodes.Status200OK, new { Status = "success", AccountId = id })
                : AccountAnswers.Unknown(id));
}
