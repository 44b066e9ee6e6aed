using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Core.Trigger;

namespace Ingestion.Core.Crawls;

/// <summary>Ends crawls that a caller no longer wants. Nothing that is stored is deleted.</summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="database">Notes the wish.</param>
/// <param name="provider">Stops the collection.</param>
/// <param name="lost">Finds a collection whose order was never answered.</param>
public sealed class CrawlCancellation(
    CrawlStore crawls, CrawlLifecycle lifecycle, Database database, BrightDataClient provider, LostSnapshots lost)
{
    private const string RequestSql = """
        update ingestion.crawl_metadata set cancel_requested_at = coalesce(cancel_requested_at, @at), updated_at = @at
        where crawl_id = @crawlId and finished_at is null and status <> 'queued'
        """;

    /// <summary>Cancels a queued crawl at once; notes the wish for one that is under way. Idempotent by crawl id.</summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="scope">What the caller sees.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<CrawlCancelResult> RequestAsync(Guid crawlId, Scope scope, CancellationToken cancellationToken)
    {
        while (await crawls.FindAsync(crawlId, scope, cancellationToken) is { } crawl)
        {
            if (crawl.FinishedAt is not null)
            {
                return new CrawlCancelResult(CrawlCancelStatus.AlreadyFinished, crawl);
            }

            CrawlCancelStatus? status = crawl.State == CrawlState.Queued
                ? await EndQueuedAsync(crawl, cancellationToken)
                : await NoteAsync(crawlId, cancellationToken);
            if (status is { } done)
            {
                return new CrawlCancelResult(done, await crawls.GetAsync(crawlId, cancellationToken));
            }
        }

        return new CrawlCancelResult(CrawlCancelStatus.NotFound);
    }

    /// <summary>
    /// Stops the collection at the provider, then ends the crawl with its event. Also stops a collection whose order was never
    /// answered. Idempotent by crawl id.
    /// </summary>
    /// <param name="crawlId">A crawl that is to be cancelled.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ProviderRateLimitedException">Not now, with the time to wait: transient.</exception>
    /// <exception cref="ProviderUnavailableException">It may still be running: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task FinishAsync(Guid crawlId, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(crawlId, cancellationToken);
        if (crawl.FinishedAt is not null)
        {
            return;
        }

        try
        {
            await StopAtProviderAsync(crawl, cancellationToken);
        }
        catch (ProviderRejectedException)
        {
            // A provider that refuses to be told so is no reason to keep the crawl alive.
        }

        while (crawl.FinishedAt is null)
        {
            await lifecycle.EndAsync(crawl, EndOf(lifecycle.Now), cancellationToken);
            crawl = await crawls.GetAsync(crawlId, cancellationToken);
        }
    }

    internal static CrawlEnd EndOf(DateTimeOffset at) => new()
    {
        State = CrawlState.Cancelled,
        Stage = Stages.Cancelled,
        Failure = new Failure(ErrorCodes.CrawlCancelled, "The crawl was cancelled by a caller"),
        At = at,
    };

    private async Task<CrawlCancelStatus?> EndQueuedAsync(Crawl crawl, CancellationToken cancellationToken) =>
        await lifecycle.EndAsync(crawl, EndOf(lifecycle.Now) with { OnlyFrom = CrawlState.Queued }, cancellationToken)
            ? CrawlCancelStatus.Cancelled
            : null;

    private async Task<CrawlCancelStatus?> NoteAsync(Guid crawlId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(RequestSql, new { crawlId, at = lifecycle.Now }, cancellationToken) == 1
            ? CrawlCancelStatus.Requested
            : null;

    private async Task StopAtProviderAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        string? snapshotId = crawl.AccountId is null ? crawl.SnapshotId ?? await lost.FindAsync(crawl, cancellationToken) : null;
        if (snapshotId is null)
        {
            return;
        }

        CancelResponse response = await provider.CancelAsync(snapshotId, cancellationToken);
        if (response.Status == CancelStatus.RateLimited)
        {
            throw new ProviderRateLimitedException(
                $"cancel of snapshot {snapshotId}", response.RetryAfter ?? TimeSpan.FromSeconds(1));
        }
    }
}
