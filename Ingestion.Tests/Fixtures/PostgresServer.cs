using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ingestion.Local.Postgres;
using Ingestion.Local.Tools;
using Npgsql;

namespace Ingestion.Tests.Fixtures;

/// <summary>
/// A real PostgreSQL for tests: the server that <c>INGESTION_TEST_POSTGRES</c> names (a connection string whose user may
/// create databases), else an embedded one, started once for the test process. No server is a failure, never a skip.
/// </summary>
public static class PostgresServer
{
    private static readonly ConcurrentBag<string> Databases = [];
    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static EmbeddedPostgres? embedded;

    /// <summary>The connection string of a fresh, empty database. It is dropped at the end of the test run.</summary>
    /// <param name="namePrefix">Says whose it is, in lower case letters and digits.</param>
    /// <param name="template">The database to copy, to which nothing may be connected.</param>
    public static async Task<string> CreateDatabaseAsync(string namePrefix, string template = "template0")
    {
        string server = await Server.Value;
        string name = $"{namePrefix}_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\" ENCODING 'UTF8'");
        Databases.Add(name);
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Drops a database before the end of the process, cutting its connections.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        string name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await ExecuteAsync(await Server.Value, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("INGESTION_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        string folder = TestRunFolder.Get();
        ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System);
        embedded = await EmbeddedPostgres.StartAsync(
            new PostgresSettings
            {
                Tools = await installer.InstallAsync(CancellationToken.None),
                DataFolder = Path.Combine(folder, "postgres"),
                RunFolder = folder,
                LogFolder = folder,
                Password = RandomNumberGenerator.GetHexString(32),
                PreferredPorts = [],
                SurvivesPowerCut = false,
            },
            TimeProvider.System,
            CancellationToken.None);
        return embedded.ConnectionString("postgres");
    }

    /// <summary>Drops the databases of this run from a server that outlives it; an embedded one goes with its folder.</summary>
    internal static async Task EndAsync()
    {
        if (embedded is not null || Databases.IsEmpty)
        {
            return;
        }

        NpgsqlConnection.ClearAllPools();
        string server = await Server.Value;
        try
        {
            foreach (string name in Databases)
            {
                await ExecuteAsync(server, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            }
        }
        catch (NpgsqlException)
        {
            // The server went away before its databases did.
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A database's name cannot be a parameter; the names are ours.")]
    private static async Task ExecuteAsync(string server, string sql)
    {
        string unpooled = new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString;
        await using NpgsqlConnection connection = new(unpooled);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
