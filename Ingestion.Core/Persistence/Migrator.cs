using System.Globalization;
using System.Reflection;
using Dapper;
using Ingestion.Core.Errors;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ingestion.Core.Persistence;

/// <summary>
/// Brings schema <c>ingestion</c> up to date: numbered, forward-only scripts that are embedded in this assembly, each applied
/// once, in its own transaction. Several hosts may start at once; a transaction-scoped advisory lock lets one of them work.
/// </summary>
/// <param name="database">The database to upgrade.</param>
/// <param name="logger">Names each script that was applied.</param>
public sealed class Migrator(Database database, ILogger<Migrator> logger)
{
    private const string ResourcePrefix = "Ingestion.Core.Persistence.Migrations.";

    // Any number does, as long as every version of this program uses the same one.
    private const long LockKey = 0x1_96E5_7104;

    private const string PrepareSql = """
        create schema if not exists ingestion;
        create table if not exists ingestion.schema_versions (
            version integer primary key,
            name text not null,
            applied_at timestamptz not null default now()
        )
        """;

    /// <summary>Applies every script that this database does not have yet. Repeating it does nothing.</summary>
    /// <param name="cancellationToken">Gives up; a script is applied whole or not at all.</param>
    /// <returns>The number of scripts applied.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        if (await IsCurrentAsync(cancellationToken))
        {
            return 0;
        }

        int applied = 0;
        foreach ((int version, string name) in Scripts())
        {
            applied += await ApplyAsync(version, name, cancellationToken);
        }

        return applied;
    }

    internal static IReadOnlyList<(int Version, string Name)> Scripts() =>
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(resource => resource[ResourcePrefix.Length..])
            .Select(name => (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name))
            .Order(),
    ];

    private async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        string? table = await database.ScalarAsync<string>(
            "select to_regclass('ingestion.schema_versions')::text", null, cancellationToken);
        if (table is null)
        {
            return false;
        }

        IReadOnlyList<int> present = await database.QueryAsync<int>(
            "select version from ingestion.schema_versions", null, cancellationToken);
        return Scripts().All(script => present.Contains(script.Version));
    }

    private Task<int> ApplyAsync(int version, string name, CancellationToken cancellationToken) =>
        database.RunAsync(
            async connection =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
                await RunAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken);
                await RunAsync(connection, PrepareSql, cancellationToken);
                int isNew = await connection.ExecuteAsync(new CommandDefinition(
                    "insert into ingestion.schema_versions (version, name) values (@version, @name) on conflict do nothing",
                    new { version, name },
                    cancellationToken: cancellationToken));
                if (isNew == 1)
                {
                    await RunAsync(connection, Read(name), cancellationToken);
                    logger.MigrationApplied(name);
                }

                await transaction.CommitAsync(cancellationToken);
                return isNew;
            },
            cancellationToken);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Plain SQL without parameters: Dapper would look for @names inside the scripts.
#pragma warning disable CA2100 // The text is embedded in this assembly.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
