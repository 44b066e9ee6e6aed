using Ingestion.Core.Trigger;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>Asks the provider for the snapshot. Idempotent by crawl id: the intent row sees to it that one call is paid.</summary>
public sealed class TriggerSnapshotActivity(TriggerService service, CrawlStarter starter)
{
    [Function(FunctionNames.TriggerSnapshot)]
    public async Task<TriggerResult> RunAsync(
        [ActivityTrigger] TriggerInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        TriggerResult result = await service.TriggerAsync(input, cancellationToken);
        if (result.Status is TriggerStatus.Failed)
        {
            await starter.StartAdmittedAsync(client, cancellationToken);
        }

        return result;
    }
}
