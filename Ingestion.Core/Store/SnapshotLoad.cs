using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;
using Ingestion.Core.Persistence;
using Ingestion.Core.Privacy;
using Npgsql;

namespace Ingestion.Core.Store;

/// <summary>
/// One snapshot on its way into the tables: add its records, merge them, let others write what belongs to it, commit. All of it
/// becomes visible together; disposed without <see cref="CommitAsync"/>, nothing has happened. Idempotent by key: a snapshot
/// that is loaded again changes nothing.
/// </summary>
internal sealed class SnapshotLoad : IAsyncDisposable
{
    private readonly DatabaseTransaction transaction;
    private readonly SnapshotStaging staging;
    private readonly LoadInput input;
    private readonly ErasedPeople people;
    private long erased;

    internal SnapshotLoad(DatabaseTransaction transaction, LoadInput input, ErasedPeople people)
    {
        this.transaction = transaction;
        this.input = input;
        this.people = people;
        staging = new SnapshotStaging(transaction, input.SnapshotId);
    }

    /// <summary>Takes records, those of erased people out of the batch. The batch may be used again afterwards.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the load is lost; begin again.</exception>
    internal Task AddAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        erased += people.RemoveFrom(batch);
        return staging.AddAsync(batch, cancellationToken);
    }

    /// <summary>Writes all records to the tables, once, after the last one was added.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the load is lost; begin again.</exception>
    internal async Task<LoadCounts> MergeAsync(CancellationToken cancellationToken)
    {
        await staging.CompleteAsync(cancellationToken);
        SnapshotMerge merge = new(staging, input);
        return await transaction.RunAsync(async connection =>
        {
            LoadCounts counts = await merge.RunAsync(connection, cancellationToken);
            if (erased > 0)
            {
                // What was left out here is still in the raw file.
                await connection.RunAsync(ErasureSql.ListFile, new { input.CrawlId, input.At }, cancellationToken);
            }

            return counts with { Erased = erased };
        });
    }

    /// <summary>Runs what else belongs to the snapshot in its transaction, for example the crawl's move.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the load is lost; begin again.</exception>
    internal Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work) => transaction.RunAsync(work);

    /// <summary>Makes everything visible.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: it may be committed; loading again does no harm.</exception>
    internal Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    /// <summary>Ends the load; what was not committed is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await staging.DisposeAsync();
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            // A COPY that is cut off fails in every way; the connection below is closed all the same.
        }

        await transaction.DisposeAsync();
    }
}
