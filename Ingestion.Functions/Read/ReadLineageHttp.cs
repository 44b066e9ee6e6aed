using Ingestion.Core.Read;
using Ingestion.Functions.Callers;
using Ingestion.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Read;

/// <summary>`GET /api/v1/lineage/{platform}/{post_id}`: where a post came from, with the record as it was downloaded.</summary>
public sealed class ReadLineageHttp(LineageReader reader, RawRecords records, ReaderGuard guard)
{
    private static readonly RawRecord NoFile = new(RawRecordStatus.Missing, ReadOnlyMemory<byte>.Empty, IsTruncated: false);

    [Function(FunctionNames.ReadLineage)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/v1/lineage/{platform}/{postId}")] HttpRequest request,
        string platform,
        string postId,
        CancellationToken cancellationToken) => guard.RunAsync(
            request,
            (_, parameters) => PostRoute.Read(platform, postId, parameters),
            (caller, route) => ReadAsync(caller, route, cancellationToken));

    private async Task<IActionResult> ReadAsync(Caller caller, PostRoute route, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(route.Platform, route.PostId, caller.Scope, cancellationToken) is not { } lineage)
        {
            return NotFound.Lineage(route.Platform, route.PostId);
        }

        RawRecord record = lineage.BlobPath is { } path
            ? await records.ReadAsync(path, lineage.Place, cancellationToken)
            : NoFile;
        return new WireResult(StatusCodes.Status200OK, new LineageBody(lineage, new RawBody(record)));
    }
}
