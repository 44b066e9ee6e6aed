using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>
/// `GET /api/v1/profiles/{platform}/{handle}?limit=`: a profile, its history, and its last 30 days, newest first.
/// </summary>
public sealed class ReadProfileHttp(ListReader reader, TimeProvider clock, ReaderGuard guard)
{
    private const int Days = 30;

    [Function(FunctionNames.ReadProfile)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/profiles/{platform}/{handle}")] HttpRequest request,
        string platform,
        string handle,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => (Route: PostRoute.Read(platform, handle, parameters), Limit: HistoryLimit.Read(parameters)),
            (_, query) => ReadAsync(AccountId.TryCreate(query.Route.Platform, handle), handle, query.Limit, cancellationToken));

    private async Task<IActionResult> ReadAsync(AccountId? named, string handle, int limit, CancellationToken cancellationToken)
    {
        if (named is not { } account
            || await RowJson.ReadAsync(reader, account.ProfileQuery, cancellationToken) is not [var profile])
        {
            return NotFound.Profile(handle);
        }

        IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
            reader, ListQuery.Of(ProfileListing.History, account.Profile, limit), cancellationToken);
        IReadOnlyList<JsonElement> days = await RowJson.ReadAsync(reader, LastDays(account), cancellationToken);
        return new WireResult(StatusCodes.Status200OK, new { Profile = profile, History = history, Metrics = days });
    }

    private ListQuery LastDays(AccountId account)
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var filters = new Dictionary<string, object>(account.Profile) { ["from"] = today.AddDays(1 - Days) };
        return ListQuery.Of(ProfileListing.Days, filters, ListQuery.MaxLimit);
    }
}
