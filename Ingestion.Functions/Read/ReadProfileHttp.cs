using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>
/// `GET /api/v1/profiles/{platform}/{handle}?limit=`: a profile, its history, and its last 30 days, newest first.
/// </summary>
public sealed class ReadProfileHttp(ListReader reader, TimeProvider clock, ApiGuard guard)
{
    private const int Days = 30;

    [Function(FunctionNames.ReadProfile)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/profiles/{platform}/{handle}")] HttpRequest request,
        string platform,
        string handle,
        CancellationToken cancellationToken) => guard.RunAsync(async () =>
        {
            QueryReader parameters = HistoryLimit.Read(request, out int limit);
            if (PostRoute.Read(platform, handle, parameters) is null)
            {
                return ApiError.Invalid(parameters.Errors);
            }

            if (AccountId.TryCreate(platform, handle) is not { } account
                || await RowJson.ReadAsync(reader, account.ProfileQuery, cancellationToken) is not [var profile])
            {
                return NotFound.Profile(handle);
            }

            IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
                reader, ListQuery.Of(ProfileListing.History, account.Profile, limit), cancellationToken);
            IReadOnlyList<JsonElement> days = await RowJson.ReadAsync(reader, LastDays(account), cancellationToken);
            return new WireResult(StatusCodes.Status200OK, new { Profile = profile, History = history, Metrics = days });
        });

    private ListQuery LastDays(AccountId account)
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var filters = new Dictionary<string, object>(account.Profile) { ["from"] = today.AddDays(1 - Days) };
        return ListQuery.Of(ProfileListing.Days, filters, ListQuery.MaxLimit);
    }
}
