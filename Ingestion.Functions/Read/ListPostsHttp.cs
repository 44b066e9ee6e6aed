using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/posts`, and `GET /api/data/posts`, which is the same list. Posts are shared by all callers.</summary>
public sealed class ListPostsHttp(ListAnswers lists, ReaderGuard guard)
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
        lists.RunAsync(
            guard, request, PostListing.Posts, (filters, _) => ReadFilters(filters), cancellationToken);

    private static void ReadFilters(FilterReader filters)
    {
        filters.Platform();
        filters.Marked("author", '@');
        PostFilters.Read(filters);
    }
}
