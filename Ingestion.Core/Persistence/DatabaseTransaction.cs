using Ingestion.Core.Errors;
using Npgsql;

namespace Ingestion.Core.Persistence;

/// <summary>
/// One transaction on a connection of its own, for work that is more than one statement. Errors are translated as in
/// <see cref="Database"/>. Disposed without <see cref="CommitAsync"/>, nothing has happened.
/// </summary>
internal sealed class DatabaseTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private DatabaseTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    internal static async Task<DatabaseTransaction> BeginAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            return new DatabaseTransaction(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements of the transaction.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: the transaction is lost; begin again.</exception>
    internal Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work) =>
        PostgresErrors.TranslateAsync(() => work(connection));

    /// <summary>Makes everything visible at once.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: whether it was committed is unknown.</exception>
    internal Task CommitAsync(CancellationToken cancellationToken) => PostgresErrors.TranslateAsync(async () =>
    {
        await transaction.CommitAsync(cancellationToken);
        return true;
    });

    /// <summary>Rolls back what was not committed and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        // Closing rolls back, also on a connection that is broken; disposing the transaction would throw there.
        await connection.DisposeAsync();
    }
}
