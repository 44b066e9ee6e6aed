using Dapper;
using Npgsql;

namespace Ingestion.Core.Store;

/// <summary>Statements of a load. They may take as long as the snapshot is large, but not for ever.</summary>
internal static class LoadStatements
{
    private const int TimeoutSeconds = 900;

    /// <summary>
    /// Settings for the rest of the transaction, which a pooler leaves alone: memory to sort in, no time limit of the role, no
    /// compilation of statements that run once, tables that are mostly in memory, and the cheaper compression where it is built
    /// in.
    /// </summary>
    internal static readonly string SettingsSql = $"""
        set local work_mem = '64MB';
        set local jit = off;
        set local random_page_cost = 1.1;
        set local statement_timeout = '{TimeoutSeconds}s';
        set local idle_in_transaction_session_timeout = '{TimeoutSeconds}s';
        do $$ begin
            set local default_toast_compression = 'lz4';
        exception when invalid_parameter_value then
            null; -- Built without it. To ask pg_settings first takes ten times as long.
        end $$
        """;

    /// <summary>
    /// The settings, and the transaction's id before anything is read: an erasure waits for the loads of lower ids, which may not know of
    /// it.
    /// </summary>
    internal static readonly string BeginSql = $"{SettingsSql}; select pg_current_xact_id()";

    internal static Task<int> RunAsync(
        this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, parameters, cancellationToken));

    internal static Task<T> ReadAsync<T>(
        this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<T>(Command(sql, parameters, cancellationToken));

    internal static Task<IEnumerable<T>> ReadAllAsync<T>(
        this NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.QueryAsync<T>(Command(sql, parameters, cancellationToken));

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, commandTimeout: TimeoutSeconds, cancellationToken: cancellationToken);
}
