using System.Text.Json;
using Ingestion.Core.Events;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/events?after=&amp;topic=&amp;limit=`: the event feed in the order of publication.</summary>
public sealed class ListEventsHttp(EventFeed feed, ApiGuard guard)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    [Function(FunctionNames.ListEvents)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/events")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(async () =>
        {
            var parameters = new QueryReader(request.Query);
            long? after = parameters.Parsed<long?>(
                "after", text => long.TryParse(text, out long value) && value >= 0 ? value : null, "must be the `next` of an earlier answer");
            string? topic = parameters.Text("topic");
            int limit = parameters.Number("limit", 1, MaxLimit, DefaultLimit);
            if (parameters.Errors.Count > 0)
            {
                return ApiError.Invalid(parameters.Errors);
            }

            FeedPage page = await feed.ReadAsync(after ?? 0, topic, limit, cancellationToken);
            IEnumerable<JsonElement> envelopes = page.Events.Select(e => JsonSerializer.Deserialize<JsonElement>(e.Envelope));
            return new WireResult(StatusCodes.Status200OK, new { Events = envelopes, page.Next });
        });
}
