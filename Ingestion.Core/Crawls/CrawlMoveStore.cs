using Dapper;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Npgsql;

namespace Ingestion.Core.Crawls;

/// <summary>
/// Every change of a crawl's state: one statement that is guarded by the present state and attempt, and that writes the event
/// of the move in the same transaction. A repeated activity finds the guard closed and changes nothing.
/// </summary>
/// <param name="database">The product's database.</param>
public sealed class CrawlMoveStore(Database database)
{
    internal Task<bool> ToTriggeringAsync(
        Crawl crawl, Guid reference, DateTimeOffset at, CancellationToken cancellationToken) => MoveAsync(
            CrawlMoveSql.Triggering,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = CrawlState.Triggering.ToWire(),
                at,
                sources = CrawlTransitions.SourcesOf(CrawlState.Triggering),
                reference,
                datasetId = crawl.Request.DatasetId,
            },
            cancellationToken);

    internal Task<bool> ToPollingAsync(
        Crawl crawl, string snapshotId, OutboxEvent triggered, DateTimeOffset at, CancellationToken cancellationToken) =>
        MoveAsync(
            CrawlMoveSql.Polling,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = CrawlState.Polling.ToWire(),
                at,
                sources = new[] { CrawlState.Triggering.ToWire() },
                snapshotId,
                eventId = triggered.Id,
                triggered.EventType,
                triggered.Topic,
                triggered.Envelope,
            },
            cancellationToken);

    internal Task<bool> ToDownloadingAsync(
        Crawl crawl, string? providerStatus, long? records, int polls, DateTimeOffset at, CancellationToken cancellationToken) =>
        MoveAsync(
            CrawlMoveSql.Downloading,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = CrawlState.Downloading.ToWire(),
                at,
                sources = CrawlTransitions.SourcesOf(CrawlState.Downloading),
                providerStatus,
                records,
                polls,
            },
            cancellationToken);

    internal Task<bool> ToNormalizingAsync(
        Crawl crawl, string snapshotId, StoredPayload payload, DateTimeOffset at, CancellationToken cancellationToken) =>
        MoveAsync(
            CrawlMoveSql.Normalizing,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = CrawlState.Normalizing.ToWire(),
                at,
                sources = new[] { CrawlState.Downloading.ToWire() },
                snapshotId,
                payload.BlobPath,
                payload.PayloadBytes,
                payload.Sha256,
                payload.Records,
                payload.Posts,
                payload.Media,
                payload.ErrorRecords,
                payload.SkippedRecords,
            },
            cancellationToken);

    /// <summary>Part of the transaction that stores the rows, so that they and the crawl's counts are seen together.</summary>
    internal static async Task<bool> ToPublishingAsync(
        NpgsqlConnection connection, Crawl crawl, NormalizedResult result, OutboxEvent completed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            crawl.CrawlId,
            crawl.Attempt,
            status = CrawlState.Publishing.ToWire(),
            at,
            sources = CrawlTransitions.SourcesOf(CrawlState.Publishing),
            crawl.SnapshotId,
            result.Normalization,
            result.MapperVersion,
            result.Stored,
            result.Updated,
            result.Unchanged,
            result.Quarantined,
            result.ProviderErrors,
            result.Erased,
            result.EmptyResult,
            result.BronzePath,
            eventId = completed.Id,
            completed.EventType,
            completed.Topic,
            completed.Envelope,
        };
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(CrawlMoveSql.Publishing, parameters, cancellationToken: cancellationToken)) == 1;
    }

    internal Task<bool> ToCompletedAsync(Crawl crawl, DateTimeOffset at, CancellationToken cancellationToken) => MoveAsync(
        CrawlMoveSql.Completed,
        new
        {
            crawl.CrawlId,
            crawl.Attempt,
            status = CrawlState.Completed.ToWire(),
            at,
            sources = CrawlTransitions.SourcesOf(CrawlState.Completed),
        },
        cancellationToken);

    /// <summary>Back to <c>normalizing</c>, one attempt further, for a crawl whose raw snapshot is stored.</summary>
    internal Task<bool> ReplayAsync(Crawl crawl, DateTimeOffset at, CancellationToken cancellationToken) => MoveAsync(
        CrawlMoveSql.Replayed,
        new
        {
            crawl.CrawlId,
            crawl.Attempt,
            status = CrawlState.Normalizing.ToWire(),
            at,
            sources = new[] { CrawlState.Completed.ToWire(), CrawlState.Failed.ToWire() },
        },
        cancellationToken);

    internal Task<bool> ToEndedAsync(Crawl crawl, CrawlEnd end, OutboxEvent failed, CancellationToken cancellationToken) =>
        MoveAsync(
            CrawlMoveSql.Failed,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = end.State.ToWire(),
                end.At,
                sources = end.OnlyFrom is { } only ? [only.ToWire()] : CrawlTransitions.SourcesOf(end.State),
                errorCode = end.Failure.ErrorCode,
                errorMessage = end.Failure.Message,
                end.Stage,
                end.Polls,
                end.ProviderStatus,
                end.IntentOutcome,
                eventId = failed.Id,
                failed.EventType,
                failed.Topic,
                failed.Envelope,
            },
            cancellationToken);

    internal Task<bool> ReopenAsync(
        Crawl crawl, string snapshotId, DateTimeOffset at, CancellationToken cancellationToken) => MoveAsync(
            CrawlMoveSql.Reopened,
            new
            {
                crawl.CrawlId,
                crawl.Attempt,
                status = CrawlState.Polling.ToWire(),
                at,
                snapshotId,
                sources = new[] { CrawlState.Failed.ToWire(), CrawlState.TimedOut.ToWire() },
            },
            cancellationToken);

    private async Task<bool> MoveAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        await database.ScalarAsync<long>(sql, parameters, cancellationToken) == 1;
}
