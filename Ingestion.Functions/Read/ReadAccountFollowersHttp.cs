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
            request, accountId, account => ReadAsync(request, accountId, account, cancellationToken), cancellationToken);

    private async Task<IActionResult> ReadAsync(
        HttpRequest request, string accountId, AccountId account, CancellationToken cancellationToken)
    {
        QueryReader parameters = HistoryLimit.Read(request, out int limit);
        if (parameters.Errors.Count > 0)
        {
            return ApiError.Invalid(parameters.Errors);
        }

        if (await RowJson.ReadAsync(reader, account.ProfileQuery, cancellationToken) is not [var profile])
        {
            return NotFound.Profile(accountId);
        }

        IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
            reader, ListQuery.Of(ProfileListing.History, account.Profile, limit), cancellationToken);
        return new WireResult(StatusCodes.Status200OK, new { AccountId = accountId, Profile = profile, History = history });
    }
}
