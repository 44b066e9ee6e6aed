using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;

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
            await transaction.RunAsync(
                connection => connection.RunAsync(LoadStatements.SettingsSql, null, cancellationToken));
            return new SnapshotLoad(transaction, input);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
