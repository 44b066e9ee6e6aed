using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Providers.BrightData;

namespace Ingestion.Core.Poll;

/// <summary>
/// Asks the provider once how far a snapshot is and stores the answer. Idempotent by crawl id: a crawl that has moved on is
/// answered from what is stored, without a call.
/// </summary>
/// <param name="crawls">Reads the crawl.</param>
/// <param name="lifecycle">Moves it.</param>
/// <param name="polls">Stores what was answered.</param>
/// <param name="provider">Answers.</param>
/// <param name="schedule">When the next poll is due.</param>
public sealed class PollService(
    CrawlStore crawls, CrawlLifecycle lifecycle, PollStore polls, BrightDataClient provider, PollSchedule schedule)
{
    /// <summary>Polls.</summary>
    /// <param name="input">The crawl, its snapshot and the number of this poll.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <exception cref="ProviderUnavailableException">No usable answer: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<PollResult> PollAsync(PollInput input, CancellationToken cancellationToken)
    {
        Crawl crawl = await crawls.GetAsync(input.CrawlId, cancellationToken);
        if (Settled(crawl) is { } settled)
        {
            return settled;
        }

        try
        {
            ProgressResponse progress = await provider.GetProgressAsync(input.SnapshotId, cancellationToken);
            return await RecordAsync(crawl, input, progress, cancellationToken);
        }
        catch (TerminalIngestionException exception)
        {
            return await FailAsync(crawl, input, CrawlLifecycle.FailureOf(exception), providerStatus: null, cancellationToken);
        }
    }

    private Task<PollResult> RecordAsync(
        Crawl crawl, PollInput input, ProgressResponse progress, CancellationToken cancellationToken) => progress.Status switch
        {
            ProgressStatus.Ready => ReadyAsync(crawl, input, progress, cancellationToken),
            ProgressStatus.Failed => FailAsync(
                crawl, input, FailureOf(input, progress), progress.ProviderStatus, cancellationToken),
            ProgressStatus.Cancelled => FailAsync(
                crawl,
                input,
                new Failure(
                    ErrorCodes.BrightDataSnapshotCancelled, $"snapshot {input.SnapshotId} was cancelled at the provider"),
                progress.ProviderStatus,
                cancellationToken),
            ProgressStatus.NotFound when !schedule.IsYoung(crawl) => FailAsync(
                crawl,
                input,
                new Failure(
                    ErrorCodes.BrightDataSnapshotNotFound, $"the provider does not know snapshot {input.SnapshotId}"),
                progress.ProviderStatus,
                cancellationToken),
            _ => WaitAsync(crawl, input, progress, cancellationToken),
        };

    private async Task<PollResult> ReadyAsync(
        Crawl crawl, PollInput input, ProgressResponse progress, CancellationToken cancellationToken)
    {
        bool isMoved = await lifecycle.StartDownloadingAsync(
            crawl, progress.ProviderStatus, progress.Records, input.Poll, cancellationToken);
        return isMoved
            ? new PollResult { Status = PollStatus.Ready, Records = progress.Records }
            : await LookAgainAsync(crawl.CrawlId, cancellationToken);
    }

    private async Task<PollResult> WaitAsync(
        Crawl crawl, PollInput input, ProgressResponse progress, CancellationToken cancellationToken)
    {
        if (progress.Status == ProgressStatus.Unknown)
        {
            schedule.Logger.UnknownStatus(crawl.CrawlId, input.SnapshotId, progress.ProviderStatus);
        }

        bool isRateLimited = progress.Status == ProgressStatus.RateLimited;
        string? providerStatus = isRateLimited || progress.ProviderStatus.Length == 0
            ? crawl.ProviderStatus
            : progress.ProviderStatus;
        DateTimeOffset now = lifecycle.Now;
        await polls.RecordAsync(
            (crawl.CrawlId, crawl.Attempt),
            input.Poll,
            providerStatus,
            (now, now + (progress.RetryAfter ?? schedule.DelayAfter(input.Poll))),
            cancellationToken);
        return isRateLimited
            ? new PollResult { Status = PollStatus.RateLimited, RetryAfter = progress.RetryAfter }
            : new PollResult { Status = PollStatus.Pending };
    }

    private async Task<PollResult> FailAsync(
        Crawl crawl, PollInput input, Failure failure, string? providerStatus, CancellationToken cancellationToken)
    {
        CrawlEnd end = new()
        {
            State = CrawlState.Failed,
            Stage = Stages.Polling,
            Failure = failure,
            At = lifecycle.Now,
            OnlyFrom = CrawlState.Polling,
            Polls = input.Poll,
            ProviderStatus = string.IsNullOrEmpty(providerStatus) ? null : providerStatus,
        };
        return await lifecycle.EndAsync(crawl, end, cancellationToken)
            ? new PollResult { Status = PollStatus.Failed, Failure = failure }
            : await LookAgainAsync(crawl.CrawlId, cancellationToken);
    }

    private async Task<PollResult> LookAgainAsync(Guid crawlId, CancellationToken cancellationToken) =>
        Settled(await crawls.GetAsync(crawlId, cancellationToken)) ?? new PollResult { Status = PollStatus.Pending };

    private static PollResult? Settled(Crawl crawl) => crawl switch
    {
        { State: CrawlState.Cancelled } => new PollResult { Status = PollStatus.Cancelled },
        { State: CrawlState.Failed or CrawlState.TimedOut } =>
            new PollResult { Status = PollStatus.Failed, Failure = crawl.Failure },
        { State: CrawlState.Completed } => new PollResult { Status = PollStatus.Ready, Records = crawl.ProviderRecords },
        { CancelRequestedAt: not null } => new PollResult { Status = PollStatus.Cancelled },
        { State: CrawlState.Downloading or CrawlState.Normalizing or CrawlState.Publishing } =>
            new PollResult { Status = PollStatus.Ready, Records = crawl.ProviderRecords },
        { State: CrawlState.Polling } => null,
        _ => throw new InvalidCrawlTransitionException(crawl.State, CrawlState.Downloading, "poll"),
    };

    private static Failure FailureOf(PollInput input, ProgressResponse progress) => new(
        progress.FailureCode ?? ErrorCodes.BrightDataSnapshotFailed,
        progress.ErrorMessage ?? $"snapshot {input.SnapshotId} failed at the provider, which gave no reason");
}
