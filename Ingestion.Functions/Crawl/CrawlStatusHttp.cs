using Ingestion.Core.Crawls;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>`GET /api/v1/crawl/{crawl_id}/status`.</summary>
public sealed class CrawlStatusHttp(CrawlStatusReader reader, StatusLinks links, ReaderGuard guard)
{
    [Function(FunctionNames.CrawlStatus)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/crawl/{crawlId}/status")] HttpRequest request,
        string crawlId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => guard.RunAsync(request, crawlId, async (caller, id) =>
            await reader.ReadAsync(id, caller.Scope, cancellationToken) is { } view
                ? new WireResult(StatusCodes.Status200OK, new CrawlStatusBody(links.OfCrawl(request, caller, client, id), view))
                : ApiError.UnknownCrawl(id));
}
