using Ingestion.Core.Crawls;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>
/// `POST /api/v1/crawl/{crawl_id}/download`: the stored result of a completed crawl; for one that waits, a poll at once and the
/// download if the snapshot is ready; for one that failed after it was paid, another try from the poll on.
/// </summary>
public sealed class DownloadCrawlHttp(
    CrawlRecovery recovery,
    CrawlStarter starter,
    CrawlWaiter waiter,
    CrawlAnswers answers,
    StatusLinks links,
    ReaderGuard guard)
{
    private static readonly TimeSpan PollWithin = TimeSpan.FromSeconds(10);

    /// <summary>Under the 230 s after which the front end of Azure cuts a request.</summary>
    private static readonly TimeSpan DownloadWithin = TimeSpan.FromSeconds(200);

    [Function(FunctionNames.DownloadCrawl)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/crawl/{crawlId}/download")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, crawlId, async (caller, id) =>
        {
            ReopenResult reopened = await recovery.ReopenAsync(id, caller.Scope, cancellationToken);
            if (reopened.Crawl is not { } crawl)
            {
                return ApiError.UnknownCrawl(id);
            }

            if (reopened.Status is ReopenStatus.Reopened)
            {
                await starter.StartAsync(client, id, cancellationToken);
            }

            if (crawl.State is CrawlState.Polling)
            {
                crawl = await PollNowAsync(client, crawl, cancellationToken);
            }

            if (crawl.State is CrawlState.Downloading or CrawlState.Normalizing or CrawlState.Publishing)
            {
                crawl = await waiter.WaitAsync(crawl, DownloadWithin, c => c.State.IsTerminal(), cancellationToken);
            }

            return answers.Downloaded(links.OfCrawl(request, caller, client, id), crawl);
        });

    private async Task<Core.Crawls.Crawl> PollNowAsync(
        DurableTaskClient client, Core.Crawls.Crawl crawl, CancellationToken cancellationToken)
    {
        DateTimeOffset before = crawl.UpdatedAt;
        await client.RaiseEventAsync(crawl.CrawlId.ToString(), CrawlSignals.PollNow, "download", cancellationToken);
        return await waiter.WaitAsync(
            crawl, PollWithin, c => c.State is not CrawlState.Polling || c.UpdatedAt != before, cancellationToken);
    }
}
