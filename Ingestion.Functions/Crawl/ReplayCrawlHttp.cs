using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>
/// `POST /api/v1/crawl/{crawl_id}/replay`: 202; the raw snapshot becomes rows again with the present mappers, without a provider
/// call. A crawl that is under way is joined; one without raw data is 409.
/// </summary>
public sealed class ReplayCrawlHttp(
    CrawlReplay replay, CrawlStarter starter, CrawlAnswers answers, StatusLinks links, ReaderGuard guard)
{
    [Function(FunctionNames.ReplayCrawl)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/v1/crawl/{crawlId}/replay")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, crawlId, async (caller, id) =>
        {
            ReplayResult result = await replay.StartAsync(id, caller.Scope, cancellationToken);
            if (result.Crawl is not { } crawl)
            {
                return ApiError.UnknownCrawl(id);
            }

            if (result.Status is ReplayStatus.NoRawData)
            {
                return ApiError.Of(
                    StatusCodes.Status409Conflict,
                    ErrorCodes.CrawlHasNoRawData,
                    $"Crawl {id} is {crawl.State.ToWire()} and has no raw snapshot to replay.",
                    id);
            }

            if (result.Status is ReplayStatus.Started)
            {
                await starter.StartFromRawAsync(client, crawl, cancellationToken);
            }

            return answers.UnderWay(links.OfCrawl(request, caller, client, id), crawl);
        });
}
