using Dapper;
using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ingestion.Core.Normalize.Schemas;

/// <summary>Keeps the differences between snapshots and schemas, and tells of new ones.</summary>
/// <param name="events">Makes the event.</param>
/// <param name="options">How long a difference counts as known.</param>
public sealed class DriftStore(CrawlEvents events, IOptions<DriftOptions> options)
{
    private const string IsNewsSql = """
        select exists (
            select from unnest(@paths, @kinds, @found, @breaking) as change (path, kind, found, is_breaking)
            where not exists (
                select from ingestion.schema_drift known
                where known.dataset_id = @datasetId and known.detected_at >= @since
                    and known.path = change.path and known.kind = change.kind
                    and known.found is not distinct from change.found and known.is_breaking = change.is_breaking))
        """;

    private const string SaveSql = """
        delete from ingestion.schema_drift where snapshot_id = @snapshotId;
        insert into ingestion.schema_drift (
            snapshot_id, path, kind, crawl_id, dataset_id, schema_version, records, affected, expected, found, example_path,
            is_breaking, detected_at)
        select @snapshotId, path, kind, @crawlId, @datasetId, @schemaVersion, @records, affected, expected, found, example_path,
            is_breaking, @at
        from unnest(@paths, @kinds, @affected, @expected, @found, @examples, @breaking)
            as change (path, kind, affected, expected, found, example_path, is_breaking)
        """;

    private const string EventSql = """
        insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
        values (@Id, @EventType, @Topic, @AggregateId, @Owner, @Envelope::json, @at)
        on conflict (id) do nothing
        """;

    /// <summary>
    /// Writes the rows of a snapshot in place of those that it had, and the event <c>schema-drift-detected</c> when one of the
    /// differences is not known yet. Call it inside the transaction that stores the snapshot, or that marks it suspect: nothing
    /// is visible before the caller's commit. Idempotent by snapshot, and the event by crawl and attempt.
    /// </summary>
    /// <param name="connection">The caller's, in a transaction, which is neither committed nor rolled back here.</param>
    /// <param name="crawl">Whose snapshot it is.</param>
    /// <param name="snapshotId">The provider's id of it.</param>
    /// <param name="report">What <see cref="DriftEvaluator"/> found; one without differences removes the rows.</param>
    /// <param name="at">When it was found.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether there is an event to relay after the commit.</returns>
    internal async Task<bool> RecordAsync(
        NpgsqlConnection connection,
        Crawl crawl,
        string snapshotId,
        DriftReport report,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        object rows = Rows(crawl.CrawlId, snapshotId, report, at);
        bool isNews = report.Changes.Count > 0
            && await connection.ExecuteScalarAsync<bool>(Command(IsNewsSql, rows, cancellationToken));
        await connection.ExecuteAsync(Command(SaveSql, rows, cancellationToken));
        if (isNews)
        {
            OutboxEvent detected = events.SchemaDriftDetected(crawl, snapshotId, report, at);
            await connection.ExecuteAsync(Command(
                EventSql,
                new
                {
                    detected.Id,
                    detected.EventType,
                    detected.Topic,
                    detected.AggregateId,
                    crawl.Owner,
                    detected.Envelope,
                    at,
                },
                cancellationToken));
        }

        return isNews;
    }

    private object Rows(Guid crawlId, string snapshotId, DriftReport report, DateTimeOffset at)
    {
        IReadOnlyList<DriftChange> changes = report.Changes;
        return new
        {
            crawlId,
            snapshotId,
            datasetId = report.DatasetId,
            schemaVersion = report.SchemaVersion,
            records = report.Records,
            at,
            since = at - options.Value.QuietPeriod,
            paths = changes.Select(change => change.Path).ToArray(),
            kinds = changes.Select(change => change.Kind.ToWire()).ToArray(),
            affected = changes.Select(change => change.Affected).ToArray(),
            expected = changes.Select(change => change.Expected).ToArray(),
            found = changes.Select(change => change.Found).ToArray(),
            examples = changes.Select(change => change.ExamplePath).ToArray(),
            breaking = changes.Select(change => change.IsBreaking).ToArray(),
        };
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
