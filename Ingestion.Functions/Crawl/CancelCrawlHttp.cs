using Ingestion.Core.Crawls;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Crawl;

/// <summary>`POST /api/v1/crawl/{crawl_id}/cancel`: 200 when the crawl is cancelled, 202 while the current step still has to end.</summary>
public sealed class CancelCrawlHttp(
    CrawlCancellation cancellation,
    CrawlWaiter waiter,
    CrawlAnswers answers,
    ReaderGuard guard,
    ILogger<CancelCrawlHttp> logger)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);

    [Function(FunctionNames.CancelCrawl)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/crawl/{crawlId}/cancel")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, crawlId, async (caller, id) =>
        {
            CrawlCancelResult result = await cancellation.RequestAsync(id, caller.Scope, cancellationToken);
            if (result.Crawl is not { } crawl)
            {
                return ApiError.UnknownCrawl(id);
            }

            if (result.Status is CrawlCancelStatus.Requested)
            {
                await SignalAsync(client, id, cancellationToken);
                crawl = await waiter.WaitAsync(crawl, AnswerWithin, c => c.State.IsTerminal(), cancellationToken);
            }

            return answers.Cancelled(crawl);
        });

    private async Task SignalAsync(DurableTaskClient client, Guid crawlId, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(crawlId.ToString(), CrawlSignals.Cancel, "cancel", cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The request is stored, and the next step that starts finds it.
            Log.SignalDeferred(logger, failure, crawlId);
        }
    }
}
