using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/schema/drift`: where snapshots differed from the schema of their dataset, newest first.</summary>
public sealed class ListDriftHttp(ListAnswers lists, ReaderGuard guard)
{
    [Function(FunctionNames.ListDrift)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/schema/drift")] HttpRequest request,
        CancellationToken cancellationToken) =>
        lists.RunAsync(guard, request, FindingListing.Drift, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, Caller caller)
    {
        filters.Scope(caller.Scope);
        filters.Text("dataset_id");
        filters.Text("snapshot_id");
    }
}
