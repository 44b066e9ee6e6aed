using Ingestion.Core.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Ingestion.Functions.Sync;

/// <summary>Ends the job with its event. Idempotent by job.</summary>
public sealed class ConcludeSyncActivity(SyncConclusion conclusion)
{
    [Function(FunctionNames.ConcludeSync)]
    public Task RunAsync([ActivityTrigger] ConcludeInput input, CancellationToken cancellationToken) =>
        conclusion.ConcludeAsync(input, cancellationToken);
}
