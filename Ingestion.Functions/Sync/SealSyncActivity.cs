using Ingestion.Core.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Sync;

/// <summary>Makes the sync's raw file and its crawl. Idempotent by job.</summary>
public sealed class SealSyncActivity(SyncSeal seal)
{
    [Function(FunctionNames.SealSync)]
    public Task<Guid> RunAsync([ActivityTrigger] SealInput input, CancellationToken cancellationToken) =>
        seal.SealAsync(input, cancellationToken);
}
