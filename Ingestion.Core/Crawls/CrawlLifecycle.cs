using System.Text;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ingestion.Core.Crawls;

/// <summary>
/// The moves of a crawl together with their events. Each returns whether this call made the move; false means that another
/// one was faster or the crawl has ended, and that nothing was changed.
/// </summary>
/// <param name="moves">Makes them durable.</param>
/// <param name="events">Makes the events.</param>
/// <param name="relay">Sends them.</param>
/// <param name="clock">Dates the moves.</param>
/// <param name="logger">Names each move.</param>
public sealed class CrawlLifecycle(
    CrawlMoveStore moves, CrawlEvents events, OutboxRelay relay, TimeProvider clock, ILogger<CrawlLifecycle> logger)
{
    private const int MaxMessageLength = 2000;

    internal DateTimeOffset Now => clock.GetDatabaseNow();

    internal async Task<bool> StartTriggeringAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Triggering, "trigger");
        return Note(
            crawl,
            CrawlState.Triggering,
            await moves.ToTriggeringAsync(crawl, Guid.NewGuid(), Now, cancellationToken));
    }

    internal async Task<bool> StartPollingAsync(Crawl crawl, string snapshotId, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Polling, "trigger");
        DateTimeOffset now = Now;
        OutboxEvent triggered = events.Triggered(crawl, snapshotId, now);
        bool isMoved = Note(
            crawl, CrawlState.Polling, await moves.ToPollingAsync(crawl, snapshotId, triggered, now, cancellationToken));
        await relay.TryRelayAsync(cancellationToken);
        return isMoved;
    }

    internal async Task<bool> StartDownloadingAsync(
        Crawl crawl, string? providerStatus, long? records, int polls, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Downloading, "poll");
        return Note(
            crawl,
            CrawlState.Downloading,
            await moves.ToDownloadingAsync(crawl, providerStatus, records, polls, Now, cancellationToken));
    }

    internal async Task<bool> StartNormalizingAsync(
        Crawl crawl, string snapshotId, StoredPayload payload, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Normalizing, "download");
        return Note(
            crawl,
            CrawlState.Normalizing,
            await moves.ToNormalizingAsync(crawl, snapshotId, payload, Now, cancellationToken));
    }

    /// <summary>Makes the move inside the transaction of the given connection, which the caller commits.</summary>
    internal async Task<bool> StartPublishingAsync(
        NpgsqlConnection connection, Crawl crawl, NormalizedResult result, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Publishing, "normalize");
        DateTimeOffset now = Now;
        OutboxEvent completed = events.Completed(crawl, result, now);
        return Note(
            crawl,
            CrawlState.Publishing,
            await CrawlMoveStore.ToPublishingAsync(connection, crawl, result, completed, now, cancellationToken));
    }

    internal async Task<bool> CompleteAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Completed, "publish");
        return Note(crawl, CrawlState.Completed, await moves.ToCompletedAsync(crawl, Now, cancellationToken));
    }

    /// <summary>Takes a crawl whose raw snapshot is stored back to <c>normalizing</c>.</summary>
    internal async Task<bool> ReplayAsync(Crawl crawl, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Normalizing, "replay");
        return Note(crawl, CrawlState.Normalizing, await moves.ReplayAsync(crawl, Now, cancellationToken));
    }

    /// <summary>Ends the crawl without a result.</summary>
    internal async Task<bool> EndAsync(Crawl crawl, CrawlEnd wanted, CancellationToken cancellationToken)
    {
        CrawlEnd end = wanted with { Failure = Tidy(wanted.Failure) };
        CrawlTransitions.Require(crawl.State, end.State, end.Stage);
        OutboxEvent failed = events.Failed(crawl, end.Stage, end.Failure, end.At);
        bool isMoved = await moves.ToEndedAsync(crawl, end, failed, cancellationToken);
        if (isMoved)
        {
            logger.CrawlEnded(crawl.CrawlId, end.State, end.Stage, end.Failure.ErrorCode, end.Failure.Message);
        }

        await relay.TryRelayAsync(cancellationToken);
        return isMoved;
    }

    internal async Task<bool> ReopenAsync(Crawl crawl, string snapshotId, CancellationToken cancellationToken)
    {
        CrawlTransitions.Require(crawl.State, CrawlState.Polling, "reopen");
        return Note(crawl, CrawlState.Polling, await moves.ReopenAsync(crawl, snapshotId, Now, cancellationToken));
    }

    /// <summary>Sends events that an earlier move left unsent.</summary>
    internal Task RelayAsync(CancellationToken cancellationToken) => relay.TryRelayAsync(cancellationToken);

    /// <summary>The failure that a terminal exception stands for.</summary>
    internal static Failure FailureOf(IngestionException exception) => new(
        exception.ErrorCode,
        exception.Message.StartsWith($"{exception.ErrorCode}: ", StringComparison.Ordinal)
            ? exception.Message[(exception.ErrorCode.Length + 2)..]
            : exception.Message);

    /// <summary>A provider's words may hold anything: a NUL byte alone would make the statement fail.</summary>
    private static Failure Tidy(Failure failure)
    {
        IEnumerable<Rune> runes = failure.Message.EnumerateRunes().Take(MaxMessageLength);
        return failure with { Message = string.Concat(runes.Select(rune => Rune.IsControl(rune) ? " " : rune.ToString())) };
    }

    private bool Note(Crawl crawl, CrawlState to, bool isMoved)
    {
        if (isMoved)
        {
            logger.CrawlMoved(crawl.CrawlId, crawl.State, to);
        }

        return isMoved;
    }
}
