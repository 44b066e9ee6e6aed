using Ingestion.Core.Crawls;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Crawl;

/// <summary>`GET /api/v1/crawl`: newest first, with filters and keyset pages. `include_syncs=true` lists the tails of syncs as well.</summary>
public sealed class ListCrawlsHttp(CrawlStore store, ReaderGuard guard)
{
    [Function(FunctionNames.ListCrawls)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/crawl")] HttpRequest request,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => ToQuery(parameters),
            async (caller, query) =>
            {
                CrawlPage page = await store.ListAsync(query, caller.Scope, cancellationToken);
                return new WireResult(
                    StatusCodes.Status200OK,
                    new { Crawls = page.Crawls.Select(crawl => new CrawlBody(crawl)), Next = page.Next?.ToString() });
            });

    private static CrawlQuery ToQuery(QueryReader parameters)
    {
        var query = new CrawlQuery
        {
            State = parameters.Parsed("state", ToState, $"must be one of {string.Join(", ", Enum.GetValues<CrawlState>().Select(CrawlStates.ToWire))}"),
            Platform = parameters.Text("platform"),
            DatasetId = parameters.Text("dataset_id"),
            Brand = parameters.Text("brand"),
            Competitor = parameters.Text("competitor"),
            Category = parameters.Text("category"),
            From = parameters.Time("from"),
            To = parameters.Time("to"),
            Limit = parameters.Number("limit", 1, CrawlQuery.MaxLimit, CrawlQuery.DefaultLimit),
            IncludesSyncs = parameters.Parsed<bool?>("include_syncs", ToFlag, "must be true or false") == true,
            Cursor = parameters.Parsed("cursor", CrawlCursor.TryParse, "must be the `next` of an earlier page"),
        };
        if (query.From > query.To)
        {
            parameters.Fail("to", "must not be before from");
        }

        return query;
    }

    private static bool? ToFlag(string text) => bool.TryParse(text, out bool flag) ? flag : null;

    private static CrawlState? ToState(string text) => CrawlStates.TryParse(text, out CrawlState state) ? state : null;
}
