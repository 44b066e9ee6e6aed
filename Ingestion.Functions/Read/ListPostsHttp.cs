using Ingestion.Core.Read;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/posts`, and `GET /api/data/posts`, which is the same list.</summary>
public sealed class ListPostsHttp(ListAnswers lists, ApiGuard guard)
{
    [Function(FunctionNames.ListPosts)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/posts")] HttpRequest request,
        CancellationToken cancellationToken) => AnswerAsync(request, cancellationToken);

    [Function(FunctionNames.ListCollectedPosts)]
    public Task<IActionResult> ListCollectedAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/data/posts")] HttpRequest request,
        CancellationToken cancellationToken) => AnswerAsync(request, cancellationToken);

    private Task<IActionResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(() => lists.StreamAsync(request, PostListing.Posts, ReadFilters, cancellationToken));

    private static void ReadFilters(FilterReader filters)
    {
        filters.Platform();
        filters.Marked("author", '@');
        PostFilters.Read(filters);
    }
}
