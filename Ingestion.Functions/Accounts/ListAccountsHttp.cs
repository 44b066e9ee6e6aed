using Ingestion.Core.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`GET /api/v1/accounts`: the caller's accounts, newest first, with filters and keyset pages.</summary>
public sealed class ListAccountsHttp(ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListAccounts)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/accounts")] HttpRequest request,
        CancellationToken cancellationToken) => lists.RunAsync(
            guard, request, AccountListing.Accounts, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, string owner)
    {
        filters.Set("owner", owner);
        filters.OneOf("platform", AccountPlatforms.All);
        filters.Text("status");
        filters.Text("source");
        filters.Uuid("creator_id");
    }
}
