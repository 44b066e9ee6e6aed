using Ingestion.Core.Accounts;
using Ingestion.Core.Read;
using Ingestion.Core.Sync;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Sync;

/// <summary>`GET /api/data/jobs/{accountId}`: the syncs of one account of the caller, newest first, with keyset pages.</summary>
public sealed class ListAccountJobsHttp(AccountStore accounts, ListAnswers lists, OwnerGuard guard)
{
    [Function(FunctionNames.ListAccountJobs)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/data/jobs/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (owner, parameters) => Read(request, parameters, owner, accountId),
            async (owner, query) => await accounts.FindAsync(owner, query.AccountId, cancellationToken) is null
                ? AccountAnswers.Unknown(query.AccountId)
                : await lists.StreamAsync(request, query.Jobs, cancellationToken));

    private static (Guid AccountId, ListQuery Jobs) Read(
        HttpRequest request, QueryReader parameters, string owner, string accountId)
    {
        Guid id = parameters.Id("account_id", accountId);
        return (id, ListAnswers.Read(request, parameters, SyncJobListing.Jobs, filters => ReadFilters(filters, owner, id)));
    }

    private static void ReadFilters(FilterReader filters, string owner, Guid accountId)
    {
        filters.Set("owner", owner);
        filters.Set("account_id", accountId);
        filters.OneOf("status", SyncJobStates.All);
    }
}
