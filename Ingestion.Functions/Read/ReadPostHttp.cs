using System.Text.Json;
using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/posts/{platform}/{id}?limit=`: a post with its counts, and their history, newest first.</summary>
public sealed class ReadPostHttp(ListReader reader, ApiGuard guard)
{
    [Function(FunctionNames.ReadPost)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/posts/{platform}/{id}")] HttpRequest request,
        string platform,
        string id,
        CancellationToken cancellationToken) => guard.RunAsync(async () =>
        {
            QueryReader parameters = HistoryLimit.Read(request, out int limit);
            if (PostRoute.Read(platform, id, parameters) is not { } route)
            {
                return ApiError.Invalid(parameters.Errors);
            }

            ListQuery query = ListQuery.Of(PostListing.Posts, route.Filters, limit: 1);
            if (await FindAsync(query, cancellationToken) is not { } post)
            {
                return NotFound.Post(route.Platform, route.PostId);
            }

            IReadOnlyList<JsonElement> history = await RowJson.ReadAsync(
                reader, ListQuery.Of(PostListing.History, route.Filters, limit), cancellationToken);
            return new WireResult(StatusCodes.Status200OK, new { Post = post, History = history });
        });

    private async Task<JsonElement?> FindAsync(ListQuery query, CancellationToken cancellationToken) =>
        await RowJson.ReadAsync(reader, query, cancellationToken) is [var post] ? post : null;
}
