using Ingestion.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Runtime.Engine;

/// <summary>One database per test class; each engine in it works on a task hub of its own.</summary>
public sealed class EngineDatabase : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = string.Empty;

    public async Task InitializeAsync() => ConnectionString = await PostgresServer.CreateDatabaseAsync("runtime");

    public Task DisposeAsync() => PostgresServer.DropDatabaseAsync(ConnectionString);

    /// <summary>Cuts every connection to the database but the one that asks.</summary>
    public Task CutConnectionsAsync() => ExecuteAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    /// <summary>Refuses new connections, or accepts them again.</summary>
    public async Task SetReachableAsync(bool reachable)
    {
        var server = new NpgsqlConnectionStringBuilder(ConnectionString);
        string name = server.Database!;
        server.Database = "postgres";
        await ExecuteAsync(server.ConnectionString, $"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS {reachable}");
        await ExecuteAsync(
            server.ConnectionString, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async Task<long> CountAsync(string sql)
    {
        string unpooled = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString;
        await using NpgsqlConnection connection = new(unpooled);
        await connection.OpenAsync();
#pragma warning disable CA2100
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        string unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using NpgsqlConnection connection = new(unpooled);
        await connection.OpenAsync();
#pragma warning disable CA2100
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
