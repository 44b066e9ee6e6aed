using System.Text.Json;
using Ingestion.Core.Events;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/events?after=&amp;topic=&amp;limit=`: the caller's events in the order of publication.</summary>
public sealed class ListEventsHttp(EventFeed feed, ReaderGuard guard)
{
    private const int DefaultLimit = 100;

    [Function(FunctionNames.ListEvents)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/events")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => Read(parameters),
            async (caller, query) =>
            {
                FeedPage page = await feed.ReadAsync(query.After, query.Topic, query.Limit, caller.Scope, cancellationToken);
                IEnumerable<JsonElement> envelopes =
                    page.Events.Select(e => JsonSerializer.Deserialize<JsonElement>(e.Envelope));
                return new WireResult(StatusCodes.Status200OK, new { Events = envelopes, page.Next });
            });

    private static (long After, string? Topic, int Limit) Read(QueryReader parameters) => (
        parameters.Parsed("after", ToPosition, "must be the `next` of an earlier answer") ?? 0,
        parameters.Text("topic"),
        parameters.Number("limit", 1, EventFeed.MaxLimit, DefaultLimit));

    private static long? ToPosition(string text) => long.TryParse(text, out long position) && position >= 0 ? position : null;
}
