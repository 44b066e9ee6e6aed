using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Ingestion.Local.Azurite;
using Ingestion.Local.Postgres;
using Ingestion.Local.Tools;
using Npgsql;

namespace Ingestion.Bench.Servers;

/// <summary>
/// The PostgreSQL and the Azurite of one benchmark: those that <c>INGESTION_TEST_POSTGRES</c> and <c>INGESTION_TEST_AZURITE</c>
/// name, else servers of its own as the one-command program starts them, in a temporary folder.
/// </summary>
internal sealed class BenchServers : IAsyncDisposable
{
    private readonly List<string> _databases = [];
    private EmbeddedPostgres? _postgres;
    private EmbeddedAzurite? _azurite;
    private string _server = string.Empty;

    private BenchServers() => Folder = Directory.CreateTempSubdirectory("ingestion-bench-").FullName;

    /// <summary>Absolute; deleted at the end.</summary>
    public string Folder { get; }

    public string BlobConnectionString { get; private set; } = string.Empty;

    public static async Task<BenchServers> StartAsync(bool withBlobs, CancellationToken cancellationToken)
    {
        BenchServers servers = new();
        try
        {
            ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System);
            await servers.StartPostgresAsync(installer, cancellationToken);
            if (withBlobs)
            {
                await servers.StartAzuriteAsync(installer, cancellationToken);
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of a fresh, empty database.</summary>
    public async Task<string> CreateDatabaseAsync(string purpose, CancellationToken cancellationToken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"bench_{purpose}_{Guid.NewGuid():N}");
        await ExecuteAsync($"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'", cancellationToken);
        _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_postgres is null)
        {
            foreach (string name in _databases)
            {
                await ExecuteAsync($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", CancellationToken.None);
            }
        }

        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartPostgresAsync(ToolInstaller installer, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("INGESTION_TEST_POSTGRES") is { Length: > 0 } given)
        {
            _server = given;
        }
        else
        {
            PostgresSettings settings = new()
            {
                Tools = await installer.InstallAsync(cancellationToken),
                DataFolder = Path.Combine(Folder, "postgres"),
                RunFolder = Folder,
                LogFolder = Folder,
                Password = RandomNumberGenerator.GetHexString(32),
                PreferredPorts = [],
            };
            _postgres = await EmbeddedPostgres.StartAsync(settings, TimeProvider.System, cancellationToken);
            _server = _postgres.ConnectionString("postgres");
        }

        await RequireDurabilityAsync(cancellationToken);
    }

    private async Task StartAzuriteAsync(ToolInstaller installer, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("INGESTION_TEST_AZURITE") is { Length: > 0 } given)
        {
            BlobConnectionString = given;
            return;
        }

        AzuriteSettings settings = new()
        {
            Tools = await installer.InstallAsync(cancellationToken),
            DataFolder = Path.Combine(Folder, "azurite"),
            Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)),
            RunFolder = Folder,
            LogFolder = Folder,
            PreferredPorts = [],
        };
        _azurite = await EmbeddedAzurite.StartAsync(settings, TimeProvider.System, cancellationToken);
        BlobConnectionString = _azurite.ConnectionString;
    }

    // A figure of a database that may forget is no figure.
    private async Task RequireDurabilityAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(_server + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(
            "select current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')", connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        (string version, string fsync, string commit) = (row.GetString(0), row.GetString(1), row.GetString(2));
        Console.WriteLine($"PostgreSQL {version}, fsync={fsync}, synchronous_commit={commit}");
        if (fsync != "on" || commit != "on")
        {
            throw new BenchException("The database must run with fsync=on and synchronous_commit=on.");
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A database's name cannot be a parameter; the names are ours.")]
    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(_server + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
