using Ingestion.Local.Azurite;
using Ingestion.Local.Postgres;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;
using Ingestion.Tests.Fixtures;
using Ingestion.Tests.Local;
using Xunit;

namespace Ingestion.Tests.EndToEnd;

/// <summary>A database and a blob storage that a test may take away and give back, each on the port that it had.</summary>
internal sealed class OwnServers : IAsyncLifetime, IDisposable
{
    private const string DatabaseName = "outage";
    private readonly TemporaryFolder _folder = new();
    private PostgresSettings _postgresSettings = null!;
    private AzuriteSettings _azuriteSettings = null!;
    private EmbeddedPostgres _postgres = null!;
    private EmbeddedAzurite _azurite = null!;

    /// <summary>What makes a service use them.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("POSTGRES_CONNECTION_STRING", _postgres.ConnectionString(DatabaseName)),
        ("FunctionsRuntime__PostgresConnectionString", _postgres.ConnectionString(DatabaseName)),
        ("BLOB_CONNECTION_STRING", _azurite.ConnectionString),
    ];

    public async Task InitializeAsync()
    {
        ToolPaths tools = await new ToolInstaller(ToolInstaller.DefaultCacheFolder(), Console.WriteLine, TimeProvider.System)
            .InstallAsync(CancellationToken.None);
        _postgresSettings = new PostgresSettings
        {
            Tools = tools,
            DataFolder = _folder["postgres"],
            RunFolder = _folder.Path,
            LogFolder = _folder.Path,
            Password = "outage",
            PreferredPorts = [TestPorts.Next()],
            SurvivesPowerCut = false,
        };
        _azuriteSettings = new AzuriteSettings
        {
            Tools = tools,
            DataFolder = _folder["azurite"],
            Key = "dGVzdA==",
            RunFolder = _folder.Path,
            LogFolder = _folder.Path,
            PreferredPorts = [TestPorts.Next()],
        };
        await StartDatabaseAsync();
        await StartBlobsAsync();
        await _postgres.CreateDatabaseAsync(DatabaseName, CancellationToken.None);
    }

    /// <summary>At once, as by a power cut: every connection breaks.</summary>
    public Task StopDatabaseAsync() => EndAsync(_postgres.Process, Signals.Quit);

    public async Task StartDatabaseAsync()
    {
        _postgres = await EmbeddedPostgres.StartAsync(_postgresSettings, TimeProvider.System, CancellationToken.None);
        _postgresSettings = _postgresSettings with { PreferredPorts = [_postgres.Port] };
    }

    public Task StopBlobsAsync() => EndAsync(_azurite.Process, Signals.Kill);

    public async Task StartBlobsAsync()
    {
        _azurite = await EmbeddedAzurite.StartAsync(_azuriteSettings, TimeProvider.System, CancellationToken.None);
        _azuriteSettings = _azuriteSettings with { PreferredPorts = [_azurite.Port] };
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task EndAsync(ChildProcess process, int signal)
    {
        Signals.Send(ProcessIdentity.Find(process.Id)!, signal);
        await process.Exited;
        process.Dispose();
    }
}
