using System.Globalization;
using Ingestion.Local.Azurite;
using Ingestion.Local.Postgres;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;

namespace Ingestion.Local.Stack;

/// <summary>What the functions host works with: database, blobs and the stand-ins of provider and platforms, as far as the caller brings none.</summary>
internal sealed class BackingServers(
    StackOptions options, DataFolder folder, LocalSecrets secrets, KnownPorts ports, Action<string> say, TimeProvider time) : IAsyncDisposable
{
    private const string DatabaseName = "ingestion";

    public EmbeddedPostgres? Postgres { get; private set; }

    public EmbeddedAzurite? Azurite { get; private set; }

    public SimulatorServer? Simulator { get; private set; }

    public string PostgresConnectionString => options.Caller.PostgresConnectionString ?? Postgres!.ConnectionString(Service, DatabaseName);

    /// <summary>Null when the caller gave a service URI instead.</summary>
    public string? BlobConnectionString => options.Caller.HasBlobs ? options.Caller.BlobConnectionString : Azurite!.ConnectionString;

    // Not the superuser, who can read every file that PostgreSQL can.
    private DatabaseRole Service => new("ingestion", secrets.ServicePassword!);

    public static async Task StopOrphansAsync(DataFolder folder, TimeProvider time)
    {
        await EmbeddedAzurite.StopOrphanAsync(folder.RunFolder, time);
        await EmbeddedPostgres.StopOrphanAsync(folder.Postgres, time);
    }

    /// <summary>Whether a process is one of these.</summary>
    public bool Has(ChildProcess process) => process == Postgres?.Process || process == Azurite?.Process || process == Simulator?.Process;

    /// <summary>Starts them, or takes them over from a run that was killed.</summary>
    /// <param name="started">Told of each.</param>
    /// <param name="cancellationToken">Gives up; what is started is ended by disposing.</param>
    public async Task StartAsync(Action<ChildProcess> started, CancellationToken cancellationToken)
    {
        ToolPaths? tools = null;
        if (options.Caller.PostgresConnectionString is null || !options.Caller.HasBlobs)
        {
            ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), say, time);
            tools = await installer.InstallAsync(cancellationToken);
        }

        // All end before a failure of one is reported, so that none is started after the clean-up.
        await Task.WhenAll(
            StartPostgresAsync(tools, started, cancellationToken),
            StartAzuriteAsync(tools, started, cancellationToken),
            StartSimulatorAsync(started, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await (Simulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartPostgresAsync(ToolPaths? tools, Action<ChildProcess> started, CancellationToken cancellationToken)
    {
        if (options.Caller.PostgresConnectionString is not null)
        {
            say("Database: yours (POSTGRES_CONNECTION_STRING).");
            return;
        }

        PostgresSettings settings = new()
        {
            Tools = tools!,
            DataFolder = folder.Postgres,
            RunFolder = folder.RunFolder,
            LogFolder = folder.LogFolder,
            Password = secrets.DatabasePassword,
            PreferredPorts = [ports.Postgres, KnownPorts.DefaultPostgres],
        };
        await MoveClusterAsync(cancellationToken);
        Postgres = await EmbeddedPostgres.StartAsync(settings, time, cancellationToken);
        started(Postgres.Process);
        await ServiceDatabase.PrepareAsync(Postgres, DatabaseName, Service, cancellationToken);
        say(string.Create(CultureInfo.InvariantCulture, $"Database: PostgreSQL on port {Postgres.Port}{Adopted(Postgres.IsAdopted)}."));
    }

    /// <summary>Moves the cluster of an earlier version out of a folder that PostgreSQL's user cannot reach.</summary>
    private async Task MoveClusterAsync(CancellationToken cancellationToken)
    {
        if (folder.Postgres == folder.PostgresBelowRoot || !Directory.Exists(folder.PostgresBelowRoot) || Directory.Exists(folder.Postgres))
        {
            return;
        }

        await EmbeddedPostgres.StopOrphanAsync(folder.PostgresBelowRoot, time);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Postgres)!);
        string unfinished = folder.Postgres + ".new";
        Command? copied = await Command.RunAsync("cp", ["-a", "-T", folder.PostgresBelowRoot, unfinished], null, null, cancellationToken);
        if (copied is not { ExitCode: 0 })
        {
            throw new LocalException($"The database could not be moved to {folder.Postgres}: {copied?.Output.Trim()}");
        }

        Directory.Move(unfinished, folder.Postgres);
        Directory.Delete(folder.PostgresBelowRoot, recursive: true);
        say($"Database: moved to {folder.Postgres}, which PostgreSQL's user can reach.");
    }

    private async Task StartAzuriteAsync(ToolPaths? tools, Action<ChildProcess> started, CancellationToken cancellationToken)
    {
        if (options.Caller.HasBlobs)
        {
            say("Blob storage: yours (BLOB_CONNECTION_STRING or BLOB_SERVICE_URI).");
            return;
        }

        AzuriteSettings settings = new()
        {
            Tools = tools!,
            DataFolder = folder.Azurite,
            RunFolder = folder.RunFolder,
            LogFolder = folder.LogFolder,
            Key = secrets.BlobKey!,
            PreferredPorts = [ports.Azurite, KnownPorts.DefaultAzurite],
        };
        Azurite = await EmbeddedAzurite.StartAsync(settings, time, cancellationToken);
        started(Azurite.Process);
        say(string.Create(CultureInfo.InvariantCulture, $"Blob storage: Azurite on port {Azurite.Port}{Adopted(Azurite.IsAdopted)}."));
    }

    private async Task StartSimulatorAsync(Action<ChildProcess> started, CancellationToken cancellationToken)
    {
        if (!options.UsesSimulator)
        {
            say(options.Caller.BrightDataBaseUrl is { } url
                ? $"Provider: {url} (BRIGHTDATA_BASE_URL)."
                : "Provider: the real Bright Data API, with your BRIGHTDATA_API_KEY. Every crawl costs money.");
            return;
        }

        Simulator = await SimulatorServer.StartAsync(folder, ports, say, time, cancellationToken);
        started(Simulator.Process);
    }

    private static string Adopted(bool adopted) => adopted ? " (still running from a killed run)" : string.Empty;
}
