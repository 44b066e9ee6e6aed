using System.Security.Cryptography;
using Ingestion.Core.Accounts;
using Ingestion.Core.Blobs;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Platforms.Fetch;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Sync;

/// <summary>
/// Reads what a platform has of an account, page by page, into blocks of the sync's raw file. Resumable: it stops when everything is
/// fetched, when a limit is closed, when the platform does not answer, or after some minutes, and says where the next run begins.
/// Idempotent: a run that is repeated stages blocks of its own, and those of the run that nobody heard of are never committed.
/// </summary>
public sealed class AccountFetch
{
    private const int RunHexDigits = 8;
    private static readonly TimeSpan UnknownLimitWait = TimeSpan.FromMinutes(1);

    /// <summary>Blob storage drops staged blocks after a week: what was fetched is sealed well before.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(5);

    private readonly SyncJobStore jobs;
    private readonly AccountPages pages;
    private readonly RawZone zone;
    private readonly TimeProvider clock;
    private readonly SyncOptions options;

    internal AccountFetch(
        SyncJobStore jobs, AccountPages pages, RawZone zone, TimeProvider clock, IOptions<SyncOptions> options)
    {
        this.jobs = jobs;
        this.pages = pages;
        this.zone = zone;
        this.clock = clock;
        this.options = options.Value;
    }

    /// <summary>Runs the fetch once.</summary>
    /// <param name="input">The sync, and where it stands.</param>
    /// <param name="cancellationToken">Gives up; the run is then repeated from where it began.</param>
    /// <exception cref="StorageUnavailableException">Blob storage does not answer: transient.</exception>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL does not answer: transient.</exception>
    public async Task<FetchResult> RunAsync(FetchInput input, CancellationToken cancellationToken)
    {
        SyncJob job = await jobs.GetAsync(input.JobId, cancellationToken);
        if (job.FinishedAt is not null || (job.CrawlId is not null && job.Source == AccountSources.Platform))
        {
            return job.FinishedAt is null
                ? new FetchResult(FetchStatus.Fetched, input.Progress, IsSealed: true)
                : new FetchResult(FetchStatus.Ended, input.Progress);
        }

        if (job.Source == AccountSources.BrightData)
        {
            return new FetchResult(FetchStatus.Order, input.Progress);
        }

        await jobs.StartAsync(job, input.Progress.Position.Phase, cancellationToken);
        FetchResult result = await ReadAsync(job, input.Progress with { Runs = input.Progress.Runs + 1 }, cancellationToken);
        await jobs.NoteAsync(job, result, cancellationToken);
        return result;
    }

    private async Task<FetchResult> ReadAsync(SyncJob job, SyncProgress progress, CancellationToken cancellationToken)
    {
        FetchAccount account = new(job.AccountId, job.Owner, job.Platform, job.ExternalId ?? "", job.Handle, job.Scopes);
        using SyncFile file = new(
            zone,
            RawPaths.Snapshot(job.FiledOn, job.SnapshotId),
            RandomNumberGenerator.GetHexString(RunHexDigits, lowercase: true));
        using SyncRecordWriter writer = new(account, clock);
        long began = clock.GetTimestamp();
        FetchResult? result = null;
        while (result is null)
        {
            (FetchedPage page, FetchSession? session) = await FetchAsync(job, account, progress, cancellationToken);
            progress = progress with
            {
                Tally = progress.Tally.Plus(session?.Tally ?? FetchTally.None),
                Groups = session?.Groups ?? progress.Groups,
            };
            if (page.Fault is { } fault)
            {
                result = Stop(job, progress, fault);
                break;
            }

            progress = await TakeAsync(page, progress, file, writer, cancellationToken);
            result = Next(page, ref progress) ?? (clock.GetElapsedTime(began) >= options.MaxRunTime
                ? new FetchResult(FetchStatus.GoOn, progress)
                : null);
        }

        await file.FlushAsync(cancellationToken);
        return file.Blocks.Count == 0
            ? result
            : result with { Progress = result.Progress with { Blocks = [.. result.Progress.Blocks, file.Blocks] } };
    }

    private async Task<(FetchedPage Page, FetchSession? Session)> FetchAsync(
        SyncJob job, FetchAccount account, SyncProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.FetchAsync(job, account, progress, cancellationToken);
        }
        catch (TerminalIngestionException failure) when (failure is not StorageRejectedException)
        {
            Failure reason = CrawlLifecycle.FailureOf(failure);
            return (FetchedPage.Stopped(new FetchFault(FetchFaultKind.Invalid, reason.Message) { ErrorCode = reason.ErrorCode }), null);
        }
    }

    private static async Task<SyncProgress> TakeAsync(
        FetchedPage page, SyncProgress progress, SyncFile file, SyncRecordWriter writer, CancellationToken cancellationToken)
    {
        FetchSubject? subject = page.Subject ?? progress.Subject;
        foreach (FetchedRecord record in page.Records)
        {
            await file.AddAsync(
                writer.Line(record, subject ?? throw new InvalidOperationException("A connector gives the subject with its first record.")),
                cancellationToken);
        }

        int profiles = page.Records.Count(record => record.Kind == FetchedRecord.Profile);
        return progress with
        {
            Subject = subject,
            Counts = new SyncCounts(progress.Counts.Profiles + profiles, progress.Counts.Posts + page.Records.Count - profiles),
            NewestPostAt = Later(progress.NewestPostAt, page.NewestPostAt),
            Failures = 0,
        };
    }

    /// <summary>Null: there is another page.</summary>
    private static FetchResult? Next(FetchedPage page, ref SyncProgress progress)
    {
        if (page.Next is not { } next)
        {
            return new FetchResult(FetchStatus.Fetched, progress);
        }

        if (progress.Cursors.Next($"{next.Phase}\n{next.Source}\n{next.Cursor}") is not { } cursors)
        {
            return Failed(progress, new FetchFault(
                FetchFaultKind.CursorRepeated, $"{next.Phase}: a page came again after {progress.Cursors.Total} pages"));
        }

        progress = progress with { Position = next, Cursors = cursors };
        return null;
    }

    /// <summary>What follows from a fault: wait and try the page again, or end the sync.</summary>
    private FetchResult Stop(SyncJob job, SyncProgress progress, FetchFault fault)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (fault.Kind is FetchFaultKind.RateLimited)
        {
            DateTimeOffset until = fault.Until ?? now + UnknownLimitWait;
            return until - now > options.MaxWait || until - job.CreatedAt > MaxAge
                ? Failed(progress, fault)
                : new FetchResult(FetchStatus.Wait, progress, until);
        }

        if (fault.Kind is not FetchFaultKind.Transient && !fault.IsDoubtful)
        {
            return Failed(progress, fault);
        }

        int failures = progress.Failures + 1;
        if (failures >= options.MaxAttempts)
        {
            return Failed(progress, fault);
        }

        TimeSpan backoff = options.FirstRetryInterval * Math.Pow(2, Math.Min(failures - 1, 20));
        return new FetchResult(
            FetchStatus.Wait,
            progress with { Failures = failures },
            Later(fault.Until, now + (backoff < options.MaxRetryInterval ? backoff : options.MaxRetryInterval)));
    }

    private static FetchResult Failed(SyncProgress progress, FetchFault fault) => new(
        FetchStatus.Fetched,
        progress,
        Failure: new SyncFailure(
            progress.Position.Phase, new Failure(fault.ErrorCode, fault.Reason), fault.Kind is FetchFaultKind.NotCollected));

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? one : one;
}
