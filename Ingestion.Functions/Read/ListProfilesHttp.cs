using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/profiles`: profiles with their latest figures, most followers first.</summary>
public sealed class ListProfilesHttp(ListAnswers lists, ReaderGuard guard)
{
    [Function(FunctionNames.ListProfiles)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/profiles")] HttpRequest request,
        CancellationToken cancellationToken) =>
        lists.RunAsync(
            guard, request, ProfileListing.Profiles, (filters, _) => ReadFilters(filters), cancellationToken);

    private static void ReadFilters(FilterReader filters)
    {
        filters.Platform();
        filters.Marked("handle", '@');
        filters.Search("q");
    }
}
