using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/posts/{platform}/{id}?limit=`: a post with its counts, and their history, newest first.</summary>
public sealed class ReadPostHttp(ListReader reader, ReaderGuard guard)
{
    [Function(FunctionNames.ReadPost)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/posts/{platform}/{id}")] HttpRequest request,
        string platform,
        string id,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => (Route: PostRoute.Read(platform, id, parameters), Limit: HistoryLimit.Read(parameters)),
            (_, query) => ReadAsync(query.Route, query.Limit, cancellationToken));

    private async Task<IActionResult> ReadAsync(PostRoute route, int limit, CancellationToken cancellationToken)
    {
        ListQuery query = ListQuery.Of(PostListing.Posts, route.Filters, limit: 1);
        if (await RowJson.ReadAsync(reader, query, cancellationToken) is not [var post])
        {
            return NotFound.Post(route.Platform, route.PostId);
        }

        IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
            reader, ListQuery.Of(PostListing.History, route.Filters, limit), cancellationToken);
        return new WireResult(StatusCodes.Status200OK, new { Post = post, History = history });
    }
}
