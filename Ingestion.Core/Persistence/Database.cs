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

    /// <summary>Runs the statements as <see cref="RunBatchAsync"/> does, and reads every row of the last one.</summary>
    internal Task<IReadOnlyList<T>> ReadBatchAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> commands, Func<DbDataReader, T> map, CancellationToken cancellationToken) =>
        RunBatchAsync<IReadOnlyList<T>>(
            commands,
            async reader =>
            {
                List<T> rows = [];
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(map(reader));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>
    /// Runs the statements in one round trip and one transaction; each sees what the ones before it did and waited for. The
    /// work reads the rows of the last one. It must not keep the reader: reader and connection go to the next caller.
    /// </summary>
    internal Task<T> RunBatchAsync<T>(
        IReadOnlyList<NpgsqlBatchCommand> commands, Func<DbDataReader, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
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

                return await work(reader);
            },
            cancellationToken);

    internal Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        PostgresErrors.TranslateAsync(async () =>
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        });

    /// <summary>Opens a transaction that lives longer than one call.</summary>
    internal Task<DatabaseTransaction> BeginAsync(CancellationToken cancellationToken) =>
        PostgresErrors.TranslateAsync(() => DatabaseTransaction.BeginAsync(source, cancellationToken));

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
