using Ingestion.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Privacy;

/// <summary>Every five seconds: moves erasures on, and takes erased people out of new raw files.</summary>
public sealed class EraseSweepTimer(ErasureSweep sweep)
{
    private static readonly OrchestrationRuntimeStatus[] Final =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    [Function(FunctionNames.EraseSweep)]
    public Task RunAsync(
        [TimerTrigger("*/5 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => sweep.RunAsync(
            (instanceId, token) => ForgetAsync(client, instanceId, token), cancellationToken);

    /// <summary>An instance under way is terminated first, and purged when that has come about.</summary>
    private static async Task<bool> ForgetAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not { } instance)
        {
            return true;
        }

        if (!Final.Contains(instance.RuntimeStatus))
        {
            await client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(Recursive: true), cancellationToken);
            return false;
        }

        await client.PurgeInstanceAsync(instanceId, new PurgeInstanceOptions(Recursive: true), cancellationToken);
        return true;
    }
}
