using Ingestion.Core.Download;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Crawl;

/// <summary>Streams the snapshot to the raw zone. Idempotent by snapshot id: a whole blob is never downloaded again.</summary>
public sealed class DownloadSnapshotActivity(DownloadService service)
{
    [Function(FunctionNames.DownloadSnapshot)]
    public Task<DownloadResult> RunAsync([ActivityTrigger] DownloadInput input, CancellationToken cancellationToken) =>
        service.DownloadAsync(input, cancellationToken);
}
