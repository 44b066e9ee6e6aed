using Ingestion.Core.Accounts;
using Ingestion.Core.Schedules;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Schedules;

/// <summary>`GET /api/v1/jobs/dead-letters`: the caller's syncs that nobody tries any more, newest first.</summary>
public sealed class ListJobDeadLettersHttp(ListAnswers lists, ReaderGuard guard)
{
    [Function(FunctionNames.ListJobDeadLetters)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/jobs/dead-letters")] HttpRequest request,
        CancellationToken cancellationToken) => lists.RunAsync(
            guard, request, JobDeadLetterListing.DeadLetters, ReadFilters, cancellationToken);

    private static void ReadFilters(FilterReader filters, Caller caller)
    {
        filters.Scope(caller.Scope);
        filters.Set("is_open", true);
        filters.Text("reason");
        filters.OneOf("platform", AccountPlatforms.All);
        filters.Uuid("account_id");
        filters.Period();
    }
}
