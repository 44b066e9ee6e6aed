using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Trigger;

/// <summary>Takes care of orders whose answer came too late, or not at all.</summary>
/// <param name="intents">Knows whether there was such a call.</param>
/// <param name="outcomes">Finds out what became of it.</param>
/// <param name="provider">Stops what nobody wants any more.</param>
/// <param name="logger">Names it.</param>
public sealed class LostSnapshots(
    IntentStore intents, UnknownOutcome outcomes, BrightDataClient provider, ILogger<LostSnapshots> logger)
{
    /// <summary>The snapshot that was ordered for a crawl without knowing it; null when nothing was.</summary>
    /// <exception cref="ProviderUnavailableException">It is not certain yet: transient.</exception>
    internal async Task<string?> FindAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        CrawlIntent? intent = await intents.FindAsync(crawl.CrawlId, cancellationToken);
        if (intent is not { IsOutcomeUnknown: true })
        {
            return intent?.SnapshotId;
        }

        OutcomeResult outcome = await outcomes.ResolveAsync(crawl, intent, cancellationToken);
        return outcome.Status == OutcomeStatus.Wait
            ? throw new ProviderUnavailableException(
                ErrorCodes.BrightDataUnavailable, $"whether crawl {crawl.CrawlId} was ordered is not certain yet")
            : outcome.SnapshotId;
    }

    /// <summary>
    /// An order was accepted after its crawl had ended. The id is kept, for POST download of a failed crawl; that of a cancelled
    /// one is stopped.
    /// </summary>
    internal async Task KeepOrStopAsync(Crawl ended, string snapshotId, CancellationToken cancellationToken)
    {
        if (ended.SnapshotId == snapshotId)
        {
            return;
        }

        logger.OrderedTooLate(ended.CrawlId, ended.State, snapshotId);
        await intents.OrderedAsync(ended.CrawlId, snapshotId, cancellationToken);
        if (ended.State == CrawlState.Cancelled)
        {
            await provider.CancelAsync(snapshotId, cancellationToken);
        }
    }
}
