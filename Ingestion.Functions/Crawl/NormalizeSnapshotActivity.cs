using Ingestion.Core.Normalize;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Crawl;

/// <summary>Turns the raw snapshot into rows, in one transaction. Idempotent by crawl id, attempt and the posts' own keys.</summary>
public sealed class NormalizeSnapshotActivity(NormalizeService service)
{
    [Function(FunctionNames.NormalizeSnapshot)]
    public Task<NormalizeResult> RunAsync([ActivityTrigger] NormalizeInput input, CancellationToken cancellationToken) =>
        service.NormalizeAsync(input, cancellationToken);
}
