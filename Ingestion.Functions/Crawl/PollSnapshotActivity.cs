using Ingestion.Core.Poll;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Ingestion.Functions.Crawl;

/// <summary>Asks for the snapshot's progress once. Idempotent: it records what it sees. The end of polling frees a slot.</summary>
public sealed class PollSnapshotActivity(PollService service, CrawlStarter starter)
{
    [Function(FunctionNames.PollSnapshot)]
    public async Task<PollResult> RunAsync(
        [ActivityTrigger] PollInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        PollResult result = await service.PollAsync(input, cancellationToken);
        if (result.Status is PollStatus.Ready or PollStatus.Failed)
        {
            await starter.StartAdmittedAsync(client, cancellationToken);
        }

        return result;
    }
}
