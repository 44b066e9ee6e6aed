using Ingestion.Core.Persistence;
using Ingestion.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ingestion.Tests.Persistence;

/// <summary>Databases with the pipeline's schema: copies of one that is migrated once per run, which is cheaper than the scripts.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MigrateAsync);

    /// <summary>The connection string of a new one, as from <see cref="PostgresServer.CreateDatabaseAsync"/>.</summary>
    public static async Task<string> CreateAsync(string namePrefix) => await PostgresServer.CreateDatabaseAsync(namePrefix, await Template.Value);

    private static async Task<string> MigrateAsync()
    {
        NpgsqlConnectionStringBuilder database = new(await PostgresServer.CreateDatabaseAsync("template")) { Pooling = false };
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await new Migrator(new Database(source), NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        return database.Database!;
    }
}
