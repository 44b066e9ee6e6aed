using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>The leases of host processes. Synchronous: it is called from the lease thread only, which must not depend on the
/// thread pool or the connection pool.</summary>
internal sealed class HostLeases(string connectionString, string hub) : IDisposable
{
    // Statements of their own, so that each sees what the host had committed before its row was gone.
    private const string ReleaseInstances = """
        UPDATE durable.instances SET owner = NULL, attempts = attempts + $2 WHERE owner = ANY ($1)
        """;

    private const string ReleaseActivities = """
        UPDATE durable.activities SET owner = NULL, attempts = attempts + $2 WHERE owner = ANY ($1)
        """;

    private NpgsqlConnection? connection;

    /// <summary>Registers a host; with <paramref name="takeOver"/> the work of earlier hosts of its name is released.</summary>
    public void Register(Guid hostId, string name, TimeSpan lease, bool takeOver)
    {
        using NpgsqlTransaction transaction = Connection().BeginTransaction();
        if (takeOver)
        {
            Bury(Ids("DELETE FROM durable.hosts WHERE hub = $1 AND name = $2 RETURNING host_id", hub, name), died: true);
        }

        Execute(
            "INSERT INTO durable.hosts (host_id, hub, name, lease_until) VALUES ($1, $2, $3, now() + $4)",
            hostId, hub, name, lease);
        transaction.Commit();
    }

    /// <summary>Renews a lease; false when the host was declared dead.</summary>
    public bool Renew(Guid hostId, TimeSpan lease) => Execute(
        "UPDATE durable.hosts SET lease_until = now() + $2 WHERE host_id = $1", hostId, lease) == 1;

    /// <summary>Declares the hosts dead whose lease has run out, and releases their work. Gives their number.</summary>
    public int BuryExpired()
    {
        using NpgsqlTransaction transaction = Connection().BeginTransaction();
        Guid[] dead = Ids("DELETE FROM durable.hosts WHERE hub = $1 AND lease_until < now() RETURNING host_id", hub);
        Bury(dead, died: true);
        transaction.Commit();
        return dead.Length;
    }

    /// <summary>The time until the first lease of another host runs out; null when there is no other host.</summary>
    public TimeSpan? FirstExpiry(Guid hostId)
    {
        using NpgsqlCommand command = Command(
            "SELECT min(lease_until) - now() FROM durable.hosts WHERE hub = $1 AND host_id <> $2", hub, hostId);
        return command.ExecuteScalar() as TimeSpan?;
    }

    /// <summary>Takes a host out of service: all its work is released, no delivery is counted as failed.</summary>
    public void Unregister(Guid hostId)
    {
        using NpgsqlTransaction transaction = Connection().BeginTransaction();
        Execute("DELETE FROM durable.hosts WHERE host_id = $1", hostId);
        Bury([hostId], died: false);
        transaction.Commit();
    }

    /// <summary>Drops the connection after an error.</summary>
    public void Reset()
    {
        connection?.Dispose();
        connection = null;
    }

    public void Dispose() => Reset();

    private void Bury(Guid[] hosts, bool died)
    {
        if (hosts.Length > 0)
        {
            int failures = died ? 1 : 0;
            Execute(ReleaseInstances, hosts, failures);
            Execute(ReleaseActivities, hosts, failures);
        }
    }

    private Guid[] Ids(string sql, params ReadOnlySpan<object> values)
    {
        List<Guid> ids = [];
        using NpgsqlCommand command = Command(sql, values);
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetGuid(0));
        }

        return [.. ids];
    }

    private int Execute(string sql, params ReadOnlySpan<object> values)
    {
        using NpgsqlCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        // The texts are constants of this file; values travel as parameters.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(sql, Connection());
#pragma warning restore CA2100
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private NpgsqlConnection Connection()
    {
        if (connection is null)
        {
            connection = new NpgsqlConnection(connectionString);
            connection.Open();
        }

        return connection;
    }
}
