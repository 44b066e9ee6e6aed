using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize.Schemas;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Events;

/// <summary>Makes the events of a crawl, ready for the outbox.</summary>
/// <param name="options">The topic prefix.</param>
public sealed class CrawlEvents(IOptions<EventOptions> options)
{
    private const int MaxDriftChanges = 20;

    internal OutboxEvent Triggered(Crawl crawl, string snapshotId, DateTimeOffset at) => Make(
        crawl,
        EventTypes.CrawlTriggered,
        at,
        new CrawlTriggeredData(
            crawl.CrawlId,
            snapshotId,
            crawl.Request.Platform,
            crawl.Request.Competitor,
            crawl.Request.Brand,
            crawl.Request.Category,
            Status: "triggered",
            crawl.Request.DatasetId,
            crawl.Request.Url));

    internal OutboxEvent Completed(Crawl crawl, NormalizedResult result, DateTimeOffset at)
    {
        StoredPayload payload = crawl.Payload
            ?? throw new InvalidOperationException($"Crawl {crawl.CrawlId} has no raw snapshot.");
        return Make(
            crawl,
            EventTypes.DataIngestionCompleted,
            at,
            new DataIngestionCompletedData(
                crawl.CrawlId,
                crawl.SnapshotId!,
                payload.BlobPath,
                payload.Posts,
                payload.Media,
                crawl.Request.Platform,
                crawl.Request.Competitor,
                crawl.Request.Brand,
                crawl.Request.Category,
                Status: "completed",
                crawl.Request.DatasetId,
                payload.Records,
                payload.ErrorRecords,
                payload.SkippedRecords,
                payload.PayloadBytes,
                payload.Sha256,
                result.Normalization,
                result.Stored,
                result.Updated,
                result.Unchanged,
                result.Quarantined,
                result.ProviderErrors,
                result.EmptyResult,
                result.BronzePath));
    }

    internal OutboxEvent Failed(Crawl crawl, string stage, Failure failure, DateTimeOffset at) => Make(
        crawl,
        EventTypes.CrawlFailed,
        at,
        new CrawlFailedData(
            crawl.CrawlId,
            crawl.SnapshotId,
            failure.Message,
            stage,
            Status: failure.ErrorCode == ErrorCodes.CrawlCancelled ? "cancelled" : "failed",
            failure.ErrorCode,
            ErrorCodes.RecoverySuggestion(failure.ErrorCode),
            crawl.Request.Platform,
            crawl.Request.Competitor,
            crawl.Request.Brand,
            crawl.Request.Category,
            crawl.Request.DatasetId));

    internal OutboxEvent SchemaDriftDetected(Crawl crawl, string snapshotId, DriftReport report, DateTimeOffset at) => Make(
        crawl,
        EventTypes.SchemaDriftDetected,
        at,
        new SchemaDriftDetectedData(
            crawl.CrawlId,
            snapshotId,
            report.DatasetId,
            report.SchemaVersion,
            report.IsBreaking,
            report.Records,
            report.CountOf(DriftKind.New),
            report.CountOf(DriftKind.Missing),
            report.CountOf(DriftKind.Retyped),
            [.. report.Changes.Take(MaxDriftChanges).Select(change => new SchemaDriftChange(
                change.Path,
                change.Kind.ToWire(),
                change.Affected,
                change.Expected,
                change.Found,
                change.ExamplePath,
                change.IsBreaking))],
            crawl.Request.Platform,
            crawl.Request.Competitor,
            crawl.Request.Brand,
            crawl.Request.Category));

    private OutboxEvent Make<TData>(Crawl crawl, string eventType, DateTimeOffset at, TData data) =>
        OutboxEvent.Make(options.Value.TopicPrefix, eventType, crawl.CrawlId, crawl.Attempt, at, data);
}
