using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Download;

/// <summary>
/// Stores a crawl's snapshot in the raw zone. Idempotent by crawl and snapshot id: the blob is written once, and a crawl that
/// has moved on is answered from what is stored.
/// </summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="attempts">Moves the bytes.</param>
public sealed class DownloadService(CrawlStore crawls, CrawlLifecycle lifecycle, DownloadAttempts attempts)
{
    /// <summary>Downloads.</summary>
    /// <param name="input">The crawl and its snapshot.</param>
    /// <param name="cancellationToken">Gives up; the next attempt starts over.</param>
    /// <exception cref="DownloadInterruptedException">Cut off, stalled or too slow: transient.</exception>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    /// <exception cref="StorageUnavailableException">Blob storage does not answer: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<DownloadResult> DownloadAsync(DownloadInput input, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        if (Settled(crawl) is { } settled)
        {
            return settled;
        }

        if (crawl.State == CrawlState.Polling)
        {
            await lifecycle.StartDownloadingAsync(crawl, crawl.ProviderStatus, input.Records, crawl.Polls, cancellationToken);
            crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        }

        try
        {
            SnapshotDownloadResult download = await attempts.MakeAsync(crawl, input, cancellationToken);
            return await RecordAsync(crawl, input, download, cancellationToken);
        }
        catch (TerminalIngestionException exception)
        {
            return await FailAsync(crawl, CrawlLifecycle.FailureOf(exception), cancellationToken);
        }
    }

    private async Task<DownloadResult> RecordAsync(
        Crawl crawl, DownloadInput input, SnapshotDownloadResult download, CancellationToken cancellationToken)
    {
        switch (download.Status)
        {
            case SnapshotDownloadStatus.Stored:
                await lifecycle.StartNormalizingAsync(
                    crawl, input.SnapshotId, attempts.PayloadOf(download), cancellationToken);
                return await LookAgainAsync(crawl.CrawlId, cancellationToken);
            case SnapshotDownloadStatus.NotReady:
                return new DownloadResult { Status = DownloadStatus.NotReady, RetryAfter = download.RetryAfter };
            case SnapshotDownloadStatus.RateLimited:
                return new DownloadResult { Status = DownloadStatus.RateLimited, RetryAfter = download.RetryAfter };
            default:
                return await FailAsync(crawl, FailureOf(input.SnapshotId, download), cancellationToken);
        }
    }

    private async Task<DownloadResult> FailAsync(Crawl crawl, Failure failure, CancellationToken cancellationToken)
    {
        CrawlEnd end = new()
        {
            State = CrawlState.Failed,
            Stage = Stages.Download,
            Failure = failure,
            At = lifecycle.Now,
            OnlyFrom = CrawlState.Downloading,
        };
        return await lifecycle.EndAsync(crawl, end, cancellationToken)
            ? new DownloadResult { Status = DownloadStatus.Failed, Failure = failure }
            : await LookAgainAsync(crawl.CrawlId, cancellationToken);
    }

    private async Task<DownloadResult> LookAgainAsync(Guid crawlId, CancellationToken cancellationToken) =>
        Settled(await crawls.GetAsync(crawlId, cancellationToken))
        ?? throw new DatabaseUnavailableException($"crawl {crawlId} was moved by another worker and is downloading again");

    private static DownloadResult? Settled(Crawl crawl) => crawl switch
    {
        { State: CrawlState.Cancelled } => new DownloadResult { Status = DownloadStatus.Cancelled },
        { State: CrawlState.Failed or CrawlState.TimedOut } =>
            new DownloadResult { Status = DownloadStatus.Failed, Failure = crawl.Failure },
        { State: CrawlState.Normalizing or CrawlState.Publishing or CrawlState.Completed } => new DownloadResult { Status = DownloadStatus.Stored },
        { CancelRequestedAt: not null } => new DownloadResult { Status = DownloadStatus.Cancelled },
        { State: CrawlState.Polling or CrawlState.Downloading } => null,
        _ => throw new InvalidCrawlTransitionException(crawl.State, CrawlState.Normalizing, "download"),
    };

    private static Failure FailureOf(string snapshotId, SnapshotDownloadResult download) => download.Status switch
    {
        SnapshotDownloadStatus.Expired => new Failure(
            ErrorCodes.BrightDataSnapshotExpired, $"the provider has deleted snapshot {snapshotId}"),
        SnapshotDownloadStatus.NotFound => new Failure(
            ErrorCodes.BrightDataSnapshotNotFound, $"the provider does not know snapshot {snapshotId}"),
        SnapshotDownloadStatus.Interrupted => new Failure(ErrorCodes.DownloadInterrupted, $"{download.Reason}{KeptAt(download)}"),
        _ => new Failure(
            ErrorCodes.SnapshotInvalid, $"snapshot {snapshotId} is not what was promised: {download.Reason}{KeptAt(download)}"),
    };

    private static string KeptAt(SnapshotDownloadResult download) =>
        download.BlobPath is null ? "" : $"; its bytes are kept at {download.BlobPath}";
}
