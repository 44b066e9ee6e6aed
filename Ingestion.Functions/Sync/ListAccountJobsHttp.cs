using Ingestion.Core.Accounts;
using Ingestion.Core.Sync;
using Ingestion.Functions.Accounts;
using Ingestion.Functions.Owners;
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
        CancellationToken cancellationToken) => guard.RunAsync(request, "account_id", accountId, async (owner, id) =>
            await accounts.FindAsync(owner, id, cancellationToken) is null
                ? AccountAnswers.Unknown(id)
                : await lists.StreamAsync(
                    request, SyncJobListing.Jobs, filters => ReadFilters(filters, owner, id), cancellationToken));

    private static void ReadFilters(FilterReader filters, string owner, Guid accountId)
    {
        filters.Set("owner", owner);
        filters.Set("account_id", accountId);
        filters.OneOf("status", SyncJobStates.All);
    }
}
