using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`GET /api/v1/accounts/{account_id}`: one connected account. Its credentials are never given.</summary>
public sealed class ReadAccountHttp(AccountAnswers answers, OwnerGuard guard)
{
    [Function(FunctionNames.ReadAccount)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/accounts/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            "account_id",
            accountId,
            (owner, id) => answers.ReadAsync(owner, id, StatusCodes.Status200OK, cancellationToken));
}
