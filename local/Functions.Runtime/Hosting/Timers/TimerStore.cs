using Npgsql;

namespace Functions.Runtime.Hosting;

/// <summary>
/// Table <c>durable.host_timers</c>: one row per timer function and task hub, shared by all hosts. A host fires an occurrence after it
/// has claimed it; the claim is a lease, so that an occurrence whose host dies in the middle fires again on another one.
/// </summary>
internal sealed class TimerStore(NpgsqlDataSource database, string hub, TimeSpan lease)
{
    private const string CreateSql = """
        SELECT pg_advisory_xact_lock(hashtext('durable.host_timers'));
        CREATE SCHEMA IF NOT EXISTS durable;
        CREATE TABLE IF NOT EXISTS durable.host_timers (
            hub text NOT NULL,
            function_name text NOT NULL,
            last_occurrence timestamptz NOT NULL,
            updated_at timestamptz NOT NULL DEFAULT now(),
            claimed_by uuid,
            claimed_until timestamptz,
            PRIMARY KEY (hub, function_name));
        """;

    private const string EnterSql = """
        INSERT INTO durable.host_timers AS t (hub, function_name, last_occurrence) VALUES ($1, $2, $3)
        ON CONFLICT (hub, function_name) DO UPDATE SET last_occurrence = t.last_occurrence
        RETURNING last_occurrence
        """;

    private const string ClaimSql = """
        WITH won AS (
            UPDATE durable.host_timers SET claimed_by = $4, claimed_until = now() + $5
            WHERE hub = $1 AND function_name = $2 AND last_occurrence < $3 AND (claimed_until IS NULL OR claimed_until < now())
            RETURNING 1)
        SELECT EXISTS (SELECT FROM won), last_occurrence >= $3 FROM durable.host_timers WHERE hub = $1 AND function_name = $2
        """;

    private const string RenewSql = """
        UPDATE durable.host_timers SET claimed_until = now() + $4 WHERE hub = $1 AND function_name = $2 AND claimed_by = $3
        """;

    private const string FinishSql = """
        UPDATE durable.host_timers SET last_occurrence = $4, updated_at = now(), claimed_by = NULL, claimed_until = NULL
        WHERE hub = $1 AND function_name = $2 AND claimed_by = $3
        """;

    private readonly Guid _host = Guid.NewGuid();

    /// <summary>How long a claim lasts without renewal: as long as the host's own lease.</summary>
    public TimeSpan Lease => lease;

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(CreateSql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The last occurrence that fired; a timer that is new counts from <paramref name="now"/>.</summary>
    public async Task<DateTime> EnterAsync(string function, DateTime now, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(EnterSql, function, now);
        return (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Claims an occurrence for this host.</summary>
    public async Task<TimerClaim> ClaimAsync(string function, DateTime occurrence, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = Command(ClaimSql, function, occurrence, _host, lease);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1)) switch
        {
            (true, _) => TimerClaim.Won,
            (_, true) => TimerClaim.Done,
            _ => TimerClaim.Busy,
        };
    }

    public Task RenewAsync(string function, CancellationToken cancellationToken) =>
        ExecuteAsync(Command(RenewSql, function, _host, lease), cancellationToken);

    /// <summary>Records that an occurrence has fired, and gives the claim up.</summary>
    public Task FinishAsync(string function, DateTime occurrence, CancellationToken cancellationToken) =>
        ExecuteAsync(Command(FinishSql, function, _host, occurrence), cancellationToken);

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        NpgsqlCommand command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
