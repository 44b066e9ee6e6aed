using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/data/followers/{accountId}?limit=`: the figures of one profile, now and before.</summary>
public sealed class ReadAccountFollowersHttp(ListReader reader, ProfileGuard guard)
{
    [Function(FunctionNames.ReadAccountFollowers)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/data/followers/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            accountId,
            (_, parameters) => HistoryLimit.Read(parameters),
            (account, limit) => ReadAsync(accountId, account, limit, cancellationToken),
            cancellationToken);

    private async Task<IActionResult> ReadAsync(
        string accountId, AccountId account, int limit, CancellationToken cancellationToken)
    {
        if (await RowJson.ReadAsync(reader, account.ProfileQuery, cancellationToken) is not [var profile])
        {
            return NotFound.Profile(accountId);
        }

        IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
            reader, ListQuery.Of(ProfileListing.History, account.Profile, limit), cancellationToken);
        return new WireResult(StatusCodes.Status200OK, new { AccountId = accountId, Profile = profile, History = history });
    }
}
