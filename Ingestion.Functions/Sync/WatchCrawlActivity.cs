using Ingestion.Core.Sync;
using Ingestion.Functions.Crawl;
using Ingestion.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Sync;

/// <summary>Which crawl is looked at.</summary>
/// <param name="JobId">The sync.</param>
/// <param name="CrawlId">Its crawl.</param>
public sealed record WatchInput(Guid JobId, Guid CrawlId);

/// <summary>Looks where a sync's crawl stands; one that nobody may collect any more is told to stop. Idempotent: it only looks and asks.</summary>
public sealed class WatchCrawlActivity(SyncCrawl crawl, ILogger<WatchCrawlActivity> logger)
{
    [Function(FunctionNames.WatchCrawl)]
    public async Task<SyncCrawlStatus> RunAsync(
        [ActivityTrigger] WatchInput input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        SyncCrawlStatus status = await crawl.WatchAsync(input.JobId, input.CrawlId, cancellationToken);
        if (status is SyncCrawlStatus.Withdrawn)
        {
            await SignalAsync(client, input.CrawlId, cancellationToken);
        }

        return status;
    }

    private async Task SignalAsync(DurableTaskClient client, Guid crawlId, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(crawlId.ToString(), CrawlSignals.Cancel, "cancel", cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The request is stored, and the next step that starts finds it.
            Log.SignalDeferred(logger, failure, crawlId);
        }
    }
}
