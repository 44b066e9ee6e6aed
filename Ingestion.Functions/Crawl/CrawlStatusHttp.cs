using Ingestion.Core.Crawls;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>`GET /api/v1/crawl/{crawl_id}/status`.</summary>
public sealed class CrawlStatusHttp(CrawlStatusReader reader, ApiGuard guard)
{
    [Function(FunctionNames.CrawlStatus)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/crawl/{crawlId}/status")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(crawlId, async id =>
            await reader.ReadAsync(id, cancellationToken) is { } view
                ? new WireResult(StatusCodes.Status200OK, new CrawlStatusBody(client.Urls(id), view))
                : ApiError.UnknownCrawl(id));
}
