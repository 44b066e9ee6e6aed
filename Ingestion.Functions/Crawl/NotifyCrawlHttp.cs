using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Webhooks;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>
/// `POST /api/v1/crawl/{crawl_id}/notify`: the provider's webhook. It is a hint: it ends the wait, and the poll that follows finds out
/// what is true. So a lost, repeated or early one does no harm, and its body is not read.
/// </summary>
public sealed class NotifyCrawlHttp(CrawlStore store, WebhookTokens tokens, ApiGuard guard)
{
    [Function(FunctionNames.NotifyCrawl)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/crawl/{crawlId}/notify")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            parameters => Read(parameters, crawlId),
            id => guard.RunAsync(() => NotifyAsync(request, id, client, cancellationToken), id));

    private async Task<IActionResult> NotifyAsync(
        HttpRequest request, Guid id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        // Before the look-up: a stranger does not learn which crawls there are.
        if (!tokens.IsValid(id, request.Headers.Authorization))
        {
            return ApiError.Of(
                StatusCodes.Status401Unauthorized,
                ErrorCodes.UnauthorizedWebhook,
                "The Authorization header does not carry this crawl's token.");
        }

        if (await store.FindAsync(id, cancellationToken) is not { } crawl)
        {
            return ApiError.UnknownCrawl(id);
        }

        if (crawl.State is CrawlState.Triggering or CrawlState.Polling)
        {
            await client.RaiseEventAsync(id.ToString(), CrawlSignals.PollNow, "webhook", cancellationToken);
        }

        return new WireResult(StatusCodes.Status200OK, new { Status = "success", CrawlId = id });
    }

    /// <summary>The provider may add parameters.</summary>
    private static Guid Read(QueryReader parameters, string crawlId)
    {
        parameters.AllowOthers();
        return parameters.Id("crawl_id", crawlId);
    }
}
