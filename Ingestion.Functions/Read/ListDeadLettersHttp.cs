using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>
/// `GET /api/v1/dead-letters`: records that could not be used, newest first; the open ones unless `status` says otherwise.
/// </summary>
public sealed class ListDeadLettersHttp(ListAnswers lists, ReaderGuard guard)
{
    private static readonly string[] Statuses = ["open", "replayed", "discarded"];

    [Function(FunctionNames.ListDeadLetters)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/dead-letters")] HttpRequest request,
        CancellationToken cancellationToken) =>
        lists.RunAsync(guard, request, DeadLetterListing.DeadLetters, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, Caller caller)
    {
        filters.Scope(caller.Scope);
        filters.OneOf("status", Statuses, defaultValue: "open");
        filters.Text("reason");
        filters.Text("dataset_id");
        filters.Uuid("crawl_id");
        filters.Text("snapshot_id");
        filters.Platform();
        filters.Period();
    }
}
