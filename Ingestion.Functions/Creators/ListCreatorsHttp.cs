using Ingestion.Core.Creators;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Creators;

/// <summary>`GET /api/v1/creators`: the caller's creators, newest first, with filters and keyset pages.</summary>
public sealed class ListCreatorsHttp(ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListCreators)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/creators")] HttpRequest request,
        CancellationToken cancellationToken) => lists.RunAsync(
            guard, request, CreatorListing.Creators, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, string owner)
    {
        filters.Set("owner", owner);
        filters.Text("reference");
        filters.Text("subscription_status");
    }
}
