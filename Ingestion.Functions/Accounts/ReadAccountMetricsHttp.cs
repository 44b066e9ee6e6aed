using System.Text.Json;
using Ingestion.Core.Metrics;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Ingestion.Functions.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Accounts;

/// <summary>`GET /api/v1/accounts/{account_id}/metrics?days=`: an account day by day, newest first, with its growth, trends and insights.</summary>
public sealed class ReadAccountMetricsHttp(AccountTrends trends, ListReader reader, OwnerGuard guard)
{
    private const int DefaultDays = 30;

    [Function(FunctionNames.ReadAccountMetrics)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/accounts/{accountId}/metrics")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request, (_, parameters) => Read(parameters, accountId), async (owner, query) =>
        {
            (Guid id, int days) = query;
            if (await trends.FindAsync(owner, id, cancellationToken) is not { } profile)
            {
                return AccountAnswers.Unknown(id);
            }

            IReadOnlyList<JsonElement> series = await RowJson.ReadAsync(reader, Query(AccountTrends.Series, profile, days), cancellationToken);
            IReadOnlyList<JsonElement> insights = await RowJson.ReadAsync(reader, Query(AccountTrends.Insights, profile, days), cancellationToken);
            return new WireResult(StatusCodes.Status200OK, new
            {
                AccountId = id,
                profile.Platform,
                profile.Handle,
                Days = days,
                Trends = await trends.ReadAsync(profile, cancellationToken),
                Metrics = series,
                Insights = insights,
            });
        });

    private static (Guid AccountId, int Days) Read(QueryReader parameters, string accountId) =>
        (parameters.Id("account_id", accountId), parameters.Number("days", 1, AccountTrends.MaxDays, DefaultDays));

    private static ListQuery Query(Listing listing, AccountProfile profile, int days) => ListQuery.Of(
        listing,
        new Dictionary<string, object> { ["platform"] = profile.Platform, ["handle"] = profile.Handle, ["days"] = days },
        ListQuery.MaxLimit);
}
