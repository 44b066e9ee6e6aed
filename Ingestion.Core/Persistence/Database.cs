using System.Data;
using System.Data.Common;
using Dapper;
using Ingestion.Core.Errors;
using Npgsql;

namespace Ingestion.Core.Persistence;

/// <summary>
/// The product's PostgreSQL, schema <c>ingestion</c>. The one place where statements are run: it opens a pooled connection per
/// call, relies on no state of a session (a transaction-mode pooler may sit in between) and translates errors.
/// </summary>
/// <param name="source">The pool.</param>
public sealed class Database(NpgsqlDataSource source)
{
    /// <summary>Runs a trivial statement.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => ExecuteAsync("select 1", null, cancellationToken);

    internal Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(connection => connection.ExecuteAsync(Command(sql, parameters, cancellationToken)), cancellationToken);

    internal Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(connection => connection.ExecuteScalarAsync<T>(Command(sql, parameters, cancellationToken)), cancellationToken);

    internal Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<T>>(
            async connection => (await connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))).AsList(),
            cancellationToken);

    /// <summary>Reads every row with an own mapping.</summary>
    internal Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, object? parameters, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<T>>(
            async connection =>
            {
                List<T> rows = [];
                await using DbDataReader reader =
                    await connection.ExecuteReaderAsync(Command(sql, parameters, cancellationToken));
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(map(reader));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>
    /// Runs the statements in one round trip and one transaction; each sees what the ones before it did and waited for. The rows
    /// of the last one are read.
    /// </summary>
    internal Task<IReadOnlyList<T>> ReadBatchAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> commands, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<T>>(
            async connection =>
            {
                List<T> rows = [];
                await using NpgsqlBatch batch = new(connection);
                foreach (NpgsqlBatchCommand command in commands)
                {
                    batch.BatchCommands.Add(command);
                }

                await using DbDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
                for (int skipped = 1; skipped < commands.Count; skipped++)
                {
                    await reader.NextResultAsync(cancellationToken);
                }

                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(map(reader));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>
    /// Runs the statements as <see cref="ReadBatchAsync"/> does, and gives the rows of the last one as they come. The reader holds
    /// the connection until it is disposed.
    /// </summary>
    internal Task<DbDataReader> OpenReaderAsync(
        IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellationToken) =>
        PostgresErrors.TranslateAsync(async () =>
        {
            NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
            try
            {
                return await OpenReaderAsync(connection, commands, cancellationToken);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    internal Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        PostgresErrors.TranslateAsync(async () =>
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        });

    /// <summary>Opens a transaction that lives longer than one call.</summary>
    internal Task<DatabaseTransaction> BeginAsync(CancellationToken cancellationToken) =>
        PostgresErrors.TranslateAsync(() => DatabaseTransaction.BeginAsync(source, cancellationToken));

    private static async Task<DbDataReader> OpenReaderAsync(
        NpgsqlConnection connection, IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // A batch holds nothing of its own; the reader that comes of it is still in use.
        NpgsqlBatch batch = new(connection);
#pragma warning restore CA2000
        foreach (NpgsqlBatchCommand command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        DbDataReader reader = await batch.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellationToken);
        for (int skipped = 1; skipped < commands.Count; skipped++)
        {
            await reader.NextResultAsync(cancellationToken);
        }

        return reader;
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
