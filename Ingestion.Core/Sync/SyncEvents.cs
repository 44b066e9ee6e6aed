using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Sync;

/// <summary>Makes the events of a sync, ready for the outbox. One per job.</summary>
/// <param name="options">The topic prefix.</param>
internal sealed class SyncEvents(IOptions<EventOptions> options)
{
    internal OutboxEvent Completed(SyncJob job, Crawl? crawl, DateTimeOffset at) => Make(
        job,
        EventTypes.AccountSyncCompleted,
        at,
        new AccountSyncCompletedData(
            job.AccountId,
            job.Owner,
            job.Platform,
            job.ExternalId,
            job.Handle,
            job.JobId,
            SyncJobStates.Completed,
            crawl?.CrawlId,
            crawl?.SnapshotId,
            crawl?.Payload?.BlobPath,
            crawl?.Payload?.Records ?? 0,
            crawl?.Normalized?.Stored ?? 0,
            crawl?.Normalized?.Updated ?? 0,
            crawl?.Normalized?.Unchanged ?? 0,
            crawl?.Normalized?.Quarantined ?? 0));

    internal OutboxEvent Failed(SyncJob job, string status, SyncFailure failure, DateTimeOffset at) => Make(
        job,
        EventTypes.AccountSyncFailed,
        at,
        new AccountSyncFailedData(
            job.AccountId,
            job.Owner,
            job.Platform,
            job.ExternalId,
            job.Handle,
            job.JobId,
            status,
            failure.Stage,
            failure.Failure.ErrorCode,
            failure.Failure.Message,
            ErrorCodes.RecoverySuggestion(failure.Failure.ErrorCode)));

    private OutboxEvent Make<TData>(SyncJob job, string eventType, DateTimeOffset at, TData data) =>
        OutboxEvent.Make(options.Value.TopicPrefix, eventType, job.AccountId, job.CreatedAt.UtcTicks, at, data);
}

/// <summary>The `data` of the event, in wire order. Names become snake_case; docs/events has the meanings.</summary>
internal sealed record AccountSyncCompletedData(
    Guid AccountId,
    string Owner,
    string Platform,
    string? ExternalId,
    string? Handle,
    Guid JobId,
    string Status,
    Guid? CrawlId,
    string? SnapshotId,
    string? BlobPath,
    long RecordCount,
    long StoredCount,
    long UpdatedCount,
    long UnchangedCount,
    long QuarantinedCount);

/// <summary>The `data` of the event, in wire order. Names become snake_case; docs/events has the meanings.</summary>
internal sealed record AccountSyncFailedData(
    Guid AccountId,
    string Owner,
    string Platform,
    string? ExternalId,
    string? Handle,
    Guid JobId,
    string Status,
    string Stage,
    string ErrorCode,
    string ErrorMessage,
    string RecoverySuggestion);
