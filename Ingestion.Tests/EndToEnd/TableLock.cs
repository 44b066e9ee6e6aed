using Ingestion.Tests.Fixtures;
using Npgsql;

namespace Ingestion.Tests.EndToEnd;

/// <summary>Holds something that a step of the service needs, so that the step stands still where it can be killed.</summary>
internal sealed class TableLock : IAsyncDisposable
{
    // An exclusive table lock, or an advisory lock that a trigger asks for: what waits is the same row of pg_locks.
    private const string Waiting = """
        from pg_locks where not granted and pid <> pg_backend_pid()
        and (relation = '{0}'::regclass or locktype = 'advisory' and objid = '{0}'::regclass)
        and database = (select oid from pg_database where datname = current_database())
        """;

    private readonly Service _service;
    private readonly string _table;
    private readonly NpgsqlConnection _connection;

    private TableLock(Service service, string table, NpgsqlConnection connection)
    {
        _service = service;
        _table = table;
        _connection = connection;
    }

    /// <summary>Stops everything that writes to a table.</summary>
    public static Task<TableLock> OnWritesAsync(Service service, string table) =>
        HoldAsync(service, table, $"begin; lock table {table} in exclusive mode");

    /// <summary>Stops the updates of a table whose new row fulfils a condition, for example <c>new.status = 'failed'</c>.</summary>
    public static Task<TableLock> OnUpdatesAsync(Service service, string table, string condition) => HoldAsync(service, table, $"""
        create function public.stand_still() returns trigger language plpgsql as
            $$ begin perform pg_advisory_xact_lock(0, tg_relid::int); return new; end $$;
        create trigger stand_still before update on {table} for each row when ({condition}) execute function public.stand_still();
        select pg_advisory_lock(0, '{table}'::regclass::int)
        """);

    /// <summary>Returns when a step stands still.</summary>
    public Task StandsStillAsync() => Eventually.TrueAsync(
        async () => (long)(await _service.ScalarAsync("select count(*) " + Waiters))! > 0, what: $"a step waits for {_table}");

    /// <summary>
    /// kill -9 of the host, and the end of what the database still does for it: without that, the database would finish the
    /// statement that the dead host had sent, as soon as the lock is gone.
    /// </summary>
    public async Task KillHostAsync()
    {
        await _service.KillHostAsync();
        await Eventually.TrueAsync(async () =>
        {
            await _service.ScalarAsync("select count(pg_terminate_backend(pid)) " + Waiters);
            return (long)(await _service.ScalarAsync("select count(*) " + Waiters))! == 0;
        });
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private string Waiters => Waiting.Replace("{0}", _table, StringComparison.Ordinal);

    private static async Task<TableLock> HoldAsync(Service service, string table, string sql)
    {
        // Without a pool the end of the connection is the end of its locks.
        NpgsqlConnection connection = new(service.Database + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statements are the tests' own.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new TableLock(service, table, connection);
    }
}
