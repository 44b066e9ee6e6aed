using Ingestion.Core.Accounts;
using Ingestion.Core.Limits;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`GET /api/v1/costs`: what the caller's accounts have used, by platform and month, newest first, with filters and keyset pages.</summary>
public sealed class ListCostsHttp(ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListCosts)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/costs")] HttpRequest request,
        CancellationToken cancellationToken) => lists.RunAsync(
            guard, request, CostListing.Costs, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, string owner)
    {
        filters.Set("owner", owner);
        filters.OneOf("platform", AccountPlatforms.All);
        filters.Month("month");
    }
}
