using Dapper;
using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Metrics;
using Ingestion.Core.Normalize.Fields;
using Ingestion.Core.Normalize.Mapping;
using Ingestion.Core.Normalize.Schemas;
using Ingestion.Core.Persistence;
using Ingestion.Core.Quality;
using Npgsql;

namespace Ingestion.Core.Normalize;

/// <summary>What is asked of a snapshot before its rows may be seen: the schema's promises, and the quality rules.</summary>
internal sealed class NormalizeChecks(
    Database database, DriftEvaluator drift, DriftStore drifts, QualityStep quality, SignificantChanges changes)
{
    private const string SuspectSql = """
        update ingestion.raw_data_crawl_snapshots set status = 'suspect' where snapshot_id = @SnapshotId;
        update ingestion.crawl_metadata set normalization = 'suspect' where crawl_id = @CrawlId
        """;

    /// <summary>Counts what a mapper reads and what the schema describes.</summary>
    public static FieldTally TallyFor(DatasetMapper mapper) => DriftEvaluator.TallyFor(mapper, SchemaOf(mapper.DatasetId));

    /// <summary>
    /// Ends the normalisation of a snapshot whose ids or counts are gone: the drift and its event are committed, no row is.
    /// </summary>
    /// <exception cref="SnapshotSuspectException">It is one. Terminal.</exception>
    public async Task RefuseSuspectAsync(
        Crawl crawl, FieldTally tally, DateTimeOffset at, CancellationToken cancellationToken)
    {
        DriftReport report = Report(crawl, tally);
        if (!report.IsBreaking)
        {
            return;
        }

        await using DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        await transaction.RunAsync(connection => drifts.RecordAsync(
            connection, crawl, crawl.SnapshotId!, report, at, cancellationToken));
        await transaction.RunAsync(connection => connection.ExecuteAsync(new CommandDefinition(
            SuspectSql, new { crawl.CrawlId, crawl.SnapshotId }, cancellationToken: cancellationToken)));
        await transaction.CommitAsync(cancellationToken);
        throw new SnapshotSuspectException(
            crawl.SnapshotId!, report.Changes.Where(change => change.IsBreaking).Select(change => change.Path));
    }

    /// <summary>Writes drift, findings and daily metrics in the load's transaction.</summary>
    public async Task<QualityResult> RunAsync(
        NpgsqlConnection connection,
        Crawl crawl,
        FieldTally tally,
        QualityInput input,
        CancellationToken cancellationToken)
    {
        await drifts.RecordAsync(
            connection, crawl, crawl.SnapshotId!, Report(crawl, tally), input.Load.At, cancellationToken);
        QualityResult result = await quality.RunAsync(connection, input, cancellationToken);
        await changes.RecordAsync(connection, crawl, input.Load, cancellationToken);
        return result;
    }

    private DriftReport Report(Crawl crawl, FieldTally tally) =>
        drift.Evaluate(tally, crawl.Request.DatasetId, SchemaOf(crawl.Request.DatasetId));

    private static DatasetSchema SchemaOf(string datasetId) => SchemaRegistry.Find(datasetId)
        ?? throw new InvalidOperationException($"Dataset {datasetId} has a mapper and no schema.");
}
