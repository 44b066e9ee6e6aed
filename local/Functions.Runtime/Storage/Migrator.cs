using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Functions.Runtime.Storage;

/// <summary>Brings the schema <c>durable</c> to the newest version: numbered, forward-only scripts, each in a transaction.
/// Hosts that start at the same time wait for each other.</summary>
internal static class Migrator
{
    private const long LockKey = 0x6475_7261_626C_65;
    private const string Marker = ".Migrations.";

    private const string VersionTable = """
        SELECT pg_advisory_xact_lock($1);
        """;

    private const string CreateVersionTable = """
        CREATE SCHEMA IF NOT EXISTS durable;
        CREATE TABLE IF NOT EXISTS durable.schema_versions (
            version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
        """;

    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var locking = new NpgsqlCommand(VersionTable, connection))
        {
            locking.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        await ExecuteAsync(connection, CreateVersionTable, cancellationToken);
        int current = await CurrentVersionAsync(connection, cancellationToken);
        foreach ((int version, string name, string sql) in Scripts())
        {
            if (version > current)
            {
                await ExecuteAsync(connection, sql, cancellationToken);
                await RecordAsync(connection, version, name, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> CurrentVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM durable.schema_versions", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection, int version, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO durable.schema_versions (version, name) VALUES ($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // The text is one of this assembly's own scripts.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<(int Version, string Name, string Sql)> Scripts()
    {
        Assembly assembly = typeof(Migrator).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            int start = resource.IndexOf(Marker, StringComparison.Ordinal);
            if (start < 0 || !resource.StartsWith("Functions.Runtime.Storage", StringComparison.Ordinal))
            {
                continue;
            }

            string name = resource[(start + Marker.Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
