using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/quality/findings`: what the quality rules found, newest first.</summary>
public sealed class ListFindingsHttp(ListAnswers lists, ReaderGuard guard)
{
    private static readonly string[] Severities = ["error", "warning"];
    private static readonly string[] SubjectTypes = ["post", "profile", "snapshot"];

    [Function(FunctionNames.ListFindings)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/quality/findings")] HttpRequest request,
        CancellationToken cancellationToken) =>
        lists.RunAsync(guard, request, FindingListing.Findings, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, Caller caller)
    {
        filters.Scope(caller.Scope);
        filters.Platform();
        filters.OneOf("subject_type", SubjectTypes);
        filters.Text("subject");
        filters.OneOf("severity", Severities);
        filters.Text("rule");
        filters.Text("snapshot_id");
        filters.Uuid("crawl_id");
    }
}
