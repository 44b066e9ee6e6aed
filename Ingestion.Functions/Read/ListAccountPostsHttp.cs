using Ingestion.Core.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/data/posts/{accountId}`: the posts of one profile.</summary>
public sealed class ListAccountPostsHttp(ListAnswers lists, ListReader reader, ProfileGuard guard)
{
    [Function(FunctionNames.ListAccountPosts)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/data/posts/{accountId}")] HttpRequest request,
        string accountId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            accountId,
            (account, parameters) => ListAnswers.Read(
                request, parameters, PostListing.Posts, filters => ReadFilters(filters, account)),
            async (account, query) => (await RowJson.ReadAsync(reader, account.ProfileQuery, cancellationToken)).Count == 0
                ? NotFound.Profile(accountId)
                : await lists.StreamAsync(request, query, cancellationToken),
            cancellationToken);

    private static void ReadFilters(FilterReader filters, AccountId account)
    {
        filters.Set("platform", account.Platform);
        filters.Set("author", account.Handle);
        PostFilters.Read(filters);
    }
}
