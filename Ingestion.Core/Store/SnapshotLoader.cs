using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Ingestion.Core.Privacy;

namespace Ingestion.Core.Store;

/// <summary>Begins loads. Any number may run at once, also of the same posts.</summary>
/// <param name="database">The product's database.</param>
public sealed class SnapshotLoader(Database database)
{
    /// <summary>Opens a transaction of its own for a snapshot.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal async Task<SnapshotLoad> BeginAsync(LoadInput input, CancellationToken cancellationToken)
    {
        DatabaseTransaction transaction = await database.BeginAsync(cancellationToken);
        try
        {
            ErasedPeople people = await transaction.RunAsync(async connection =>
            {
                await connection.RunAsync(LoadStatements.BeginSql, null, cancellationToken);
                return await Tombstones.ReadAsync(connection, input.Platform, cancellationToken);
            });
            return new SnapshotLoad(transaction, input, people);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
