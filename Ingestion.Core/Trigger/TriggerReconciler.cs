using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Trigger;

/// <summary>Looks at the provider for the snapshot of a call whose answer was lost.</summary>
/// <param name="provider">Lists snapshots and their inputs.</param>
/// <param name="intents">Knows which snapshots belong to other crawls.</param>
/// <param name="options">How far back to look.</param>
/// <param name="logger">Names what was found.</param>
public sealed class TriggerReconciler(
    BrightDataClient provider, IntentStore intents, IOptions<TriggerOptions> options, ILogger<TriggerReconciler> logger)
{
    /// <summary>
    /// The snapshot that carries the intent's reference; null when no snapshot of the time in question does. More than one,
    /// which takes a provider that lists a snapshot later than <see cref="TriggerOptions.ReconcileDelay"/>, is reported and
    /// the oldest is taken; the others are cancelled.
    /// </summary>
    /// <exception cref="ProviderUnavailableException">A snapshot could not be looked at, so nothing is certain:
    /// transient.</exception>
    /// <exception cref="ProviderRateLimitedException">Not now: transient.</exception>
    internal async Task<string?> FindAsync(Crawl crawl, CrawlIntent intent, CancellationToken cancellationToken)
    {
        DateTimeOffset from = (crawl.TriggeringAt ?? crawl.CreatedAt) - options.Value.ReconcileMargin;
        IReadOnlyList<SnapshotListItem> listed =
            await provider.ListSnapshotsAsync(crawl.Request.DatasetId, from, cancellationToken);
        IReadOnlySet<string> owned = await intents.OwnedByOthersAsync(
            crawl.CrawlId, [.. listed.Select(snapshot => snapshot.Id)], cancellationToken);
        List<string> ours = [];
        foreach (SnapshotListItem candidate in listed
            .Where(snapshot => !owned.Contains(snapshot.Id))
            .OrderBy(snapshot => snapshot.Created))
        {
            if (await CarriesAsync(candidate.Id, intent.Reference, cancellationToken))
            {
                ours.Add(candidate.Id);
            }
        }

        logger.Reconciled(crawl.CrawlId, listed.Count, ours.Count, ours.FirstOrDefault());
        await CancelSurplusAsync(crawl.CrawlId, ours, cancellationToken);
        return ours.FirstOrDefault();
    }

    private async Task<bool> CarriesAsync(string snapshotId, Guid reference, CancellationToken cancellationToken)
    {
        string input = await provider.GetInputAsync(snapshotId, cancellationToken)
            ?? throw new ProviderUnavailableException(
                ErrorCodes.BrightDataUnavailable, $"snapshot {snapshotId} is listed but its input cannot be read");
        return input.Contains(reference.ToString("D"), StringComparison.OrdinalIgnoreCase);
    }

    private async Task CancelSurplusAsync(Guid crawlId, List<string> ours, CancellationToken cancellationToken)
    {
        foreach (string surplus in ours.Skip(1))
        {
            logger.PaidTwice(crawlId, surplus);
            await provider.CancelAsync(surplus, cancellationToken);
        }
    }
}
