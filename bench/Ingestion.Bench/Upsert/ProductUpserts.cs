using Dapper;
using Ingestion.Core.Normalize;
using Ingestion.Core.Store;

namespace Ingestion.Bench.Upsert;

/// <summary>The load, from the first record to the commit.</summary>
internal sealed class ProductUpserts(SnapshotLoader loader, LoadInput input)
{
    private const string WrittenSql = """
        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint
        from pg_stat_xact_user_tables where schemaname = 'ingestion'
        """;

    private int _snapshots;

    /// <summary>Rows that the last load wrote; a new version of a row leaves a dead one.</summary>
    public long RowsWritten { get; private set; }

    /// <summary>Posts per second.</summary>
    public async Task<double> MeasureAsync(IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        await using SnapshotLoad load = await loader.BeginAsync(
            input with { SnapshotId = $"sd_{++_snapshots}" }, cancellationToken);
        long before = await WrittenAsync(load);
        foreach (RecordBatch batch in batches)
        {
            await load.AddAsync(batch, cancellationToken);
        }

        LoadCounts counts = await load.MergeAsync(cancellationToken);
        RowsWritten = await WrittenAsync(load) - before;
        await load.CommitAsync(cancellationToken);
        return counts.Received / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    // The session may not have handed on what earlier transactions wrote, so this is only good for a difference.
    private static Task<long> WrittenAsync(SnapshotLoad load) =>
        load.RunAsync(connection => connection.ExecuteScalarAsync<long>(WrittenSql));
}
