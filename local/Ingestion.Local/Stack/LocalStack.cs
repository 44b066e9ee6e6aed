using System.Globalization;
using Ingestion.Local.Azurite;
using Ingestion.Local.Postgres;
using Ingestion.Local.Processes;
using Ingestion.Local.Tools;

namespace Ingestion.Local.Stack;

/// <summary>
/// Everything that the service needs on one machine: database, blobs, provider stand-in, functions host. Started in that
/// order and ended in the opposite one; an end of any of them is reported by <see cref="FirstExit"/>.
/// </summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private const string DatabaseName = "ingestion";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HostStopTime = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan SimulatorStopTime = TimeSpan.FromSeconds(5);
    private readonly StackOptions _options;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly DataFolder _folder;
    private readonly LocalSecrets _secrets;
    private readonly KnownPorts _ports;
    private EmbeddedPostgres? _postgres;
    private EmbeddedAzurite? _azurite;
    private HttpServerProcess? _simulator;
    private Uri? _platformsUrl;
    private HttpServerProcess? _host;

    private LocalStack(StackOptions options, DataFolder folder, Action<string> say, TimeProvider time)
    {
        _options = options;
        _folder = folder;
        _say = say;
        _time = time;
        _secrets = LocalSecrets.LoadOrCreate(folder.Secrets);
        _ports = KnownPorts.Load(folder.Ports);
    }

    public DataFolder Folder => _folder;

    public Uri ApiUrl => _host?.BaseUrl ?? throw new InvalidOperationException("The host has not been started.");

    public Uri? SimulatorUrl => _simulator?.BaseUrl;

    /// <summary>The key of the owner whose accounts are at the simulated platforms; null when the caller has owners or platforms of their own.</summary>
    public string? PlatformsOwnerKey =>
        _platformsUrl is not null
        && Environment.GetEnvironmentVariable("OWNER_KEYS") is not { Length: > 0 }
        && Environment.GetEnvironmentVariable("PLATFORM_GATEWAY_URL") is null
            ? AccountKeys.OwnerKey(_folder.OwnerKey)
            : null;

    public string PostgresConnectionString =>
        _options.Caller.PostgresConnectionString ?? _postgres!.ConnectionString(DatabaseName);

    /// <summary>Null when the caller gave a service URI instead.</summary>
    public string? BlobConnectionString => _options.Caller.HasBlobs ? _options.Caller.BlobConnectionString : _azurite!.ConnectionString;

    private bool UsesSimulator =>
        _options.Caller.BrightDataBaseUrl is null && !(_options.MayUseRealProvider && _options.Caller.BrightDataApiKey is not null);

    public static async Task<LocalStack> StartAsync(
        StackOptions options, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        DataFolder folder = await DataFolder.OpenAsync(options.DataFolder, LockPatience, time, cancellationToken);
        LocalStack? stack = null;
        try
        {
            if (options.Reset)
            {
                await StopOrphansAsync(folder, time);
                folder.Clear();
            }

            stack = new LocalStack(options, folder, say, time);
            await stack.StartServersAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await (stack?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Completes with the first server that ends by itself.</summary>
    public async Task<ChildProcess> FirstExit()
    {
        ChildProcess[] servers = [.. Servers()];
        Task ended = await Task.WhenAny(servers.Select(server => server.Exited));
        return servers.First(server => server.Exited == ended);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.MarkEnding();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static async Task StopOrphansAsync(DataFolder folder, TimeProvider time)
    {
        await HttpServerProcess.StopOrphanAsync(PidFile(folder, "functions"), HostStopTime, time);
        await HttpServerProcess.StopOrphanAsync(PidFile(folder, "simulator"), SimulatorStopTime, time);
        await EmbeddedAzurite.StopOrphanAsync(folder.RunFolder, time);
        await EmbeddedPostgres.StopOrphanAsync(folder.Postgres, time);
    }

    private static string PidFile(DataFolder folder, string name) => Path.Combine(folder.RunFolder, name + ".pid");

    private IEnumerable<ChildProcess> Servers()
    {
        ChildProcess?[] all = [_postgres?.Process, _azurite?.Process, _simulator?.Process, _host?.Process];
        return all.OfType<ChildProcess>();
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        // A host left by a killed run holds its port and works on the database; it goes before anything is looked at.
        await HttpServerProcess.StopOrphanAsync(PidFile(_folder, "functions"), HostStopTime, _time);
        await HttpServerProcess.StopOrphanAsync(PidFile(_folder, "simulator"), SimulatorStopTime, _time);
        int port = ChooseHttpPort();
        ToolPaths? tools = null;
        if (_options.Caller.PostgresConnectionString is null || !_options.Caller.HasBlobs)
        {
            ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), _say, _time);
            tools = await installer.InstallAsync(cancellationToken);
        }

        // All end before a failure of one is reported, so that none is started after the clean-up.
        await Task.WhenAll(
            StartPostgresAsync(tools, cancellationToken), StartAzuriteAsync(tools, cancellationToken), StartSimulatorAsync(cancellationToken));
        await StartHostAsync(port, cancellationToken);
        SavePorts();
    }

    // A server that the caller brought keeps the port of ours for the day it is ours again.
    private void SavePorts() => new KnownPorts
    {
        Http = ApiUrl.Port,
        Simulator = _simulator?.BaseUrl.Port ?? _ports.Simulator,
        Platforms = _platformsUrl?.Port ?? _ports.Platforms,
        Azurite = _azurite?.Port ?? _ports.Azurite,
        Postgres = _postgres?.Port ?? _ports.Postgres,
    }.Save(_folder.Ports);

    private int ChooseHttpPort()
    {
        if (_options.Port is not { } asked)
        {
            return Ports.FirstFree(_ports.Http, KnownPorts.DefaultHttp);
        }

        return Ports.IsFree(asked)
            ? asked
            : throw new LocalException($"Port {asked} is taken by another program. Choose another one with --port, or leave --port out.");
    }

    private async Task StartPostgresAsync(ToolPaths? tools, CancellationToken cancellationToken)
    {
        if (_options.Caller.PostgresConnectionString is not null)
        {
            _say("Database: yours (POSTGRES_CONNECTION_STRING).");
            return;
        }

        PostgresSettings settings = new()
        {
            Tools = tools!,
            DataFolder = _folder.Postgres,
            RunFolder = _folder.RunFolder,
            LogFolder = _folder.LogFolder,
            Password = _secrets.DatabasePassword,
            PreferredPorts = [_ports.Postgres, KnownPorts.DefaultPostgres],
        };
        _postgres = await EmbeddedPostgres.StartAsync(settings, _time, cancellationToken);
        await _postgres.CreateDatabaseAsync(DatabaseName, cancellationToken);
        _say(string.Create(CultureInfo.InvariantCulture, $"Database: PostgreSQL on port {_postgres.Port}{Adopted(_postgres.IsAdopted)}."));
    }

    private async Task StartAzuriteAsync(ToolPaths? tools, CancellationToken cancellationToken)
    {
        if (_options.Caller.HasBlobs)
        {
            _say("Blob storage: yours (BLOB_CONNECTION_STRING or BLOB_SERVICE_URI).");
            return;
        }

        AzuriteSettings settings = new()
        {
            Tools = tools!,
            DataFolder = _folder.Azurite,
            RunFolder = _folder.RunFolder,
            LogFolder = _folder.LogFolder,
            PreferredPorts = [_ports.Azurite, KnownPorts.DefaultAzurite],
        };
        _azurite = await EmbeddedAzurite.StartAsync(settings, _time, cancellationToken);
        _say(string.Create(CultureInfo.InvariantCulture, $"Blob storage: Azurite on port {_azurite.Port}{Adopted(_azurite.IsAdopted)}."));
    }

    private async Task StartSimulatorAsync(CancellationToken cancellationToken)
    {
        if (!UsesSimulator)
        {
            _say(_options.Caller.BrightDataBaseUrl is { } url
                ? $"Provider: {url} (BRIGHTDATA_BASE_URL)."
                : "Provider: the real Bright Data API, with your BRIGHTDATA_API_KEY. Every crawl costs money.");
            return;
        }

        int port = Ports.FirstFree(_ports.Simulator, KnownPorts.DefaultSimulator);
        int platformsPort = Ports.FirstFree(_ports.Platforms, KnownPorts.DefaultPlatforms);
        string? datasets = BuildOutput.Datasets();
        string[] data = datasets is null ? [] : ["--data-folder", datasets];
        string[] platforms =
        [
            "--platforms-port", platformsPort.ToString(CultureInfo.InvariantCulture), "--platforms-state", _folder.PlatformsState,
        ];
        ChildCommand command = DotnetCommand(
            "The Bright Data simulator",
            "simulator",
            [
                BuildOutput.Simulator(), "--port", port.ToString(CultureInfo.InvariantCulture), "--state", _folder.SimulatorState,
                .. platforms, .. data,
            ],
            []);
        Uri ready = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/_simulator/billing"));
        _simulator = await HttpServerProcess.StartAsync(command, ready, SimulatorStopTime, _time, cancellationToken);
        _platformsUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{platformsPort}"));
        string served = datasets is null ? "synthetic posts" : $"posts from {datasets}";
        _say(string.Create(CultureInfo.InvariantCulture, $"Provider: Bright Data simulator on port {port}, {served}. Nothing is paid."));
        _say(string.Create(CultureInfo.InvariantCulture, $"Platforms: simulated on port {platformsPort}; every sign-in says yes."));
    }

    private async Task StartHostAsync(int port, CancellationToken cancellationToken)
    {
        HostEnvironmentInput input = new()
        {
            Caller = _options.Caller,
            Secrets = _secrets,
            Port = port,
            PostgresConnectionString = PostgresConnectionString,
            BlobConnectionString = BlobConnectionString,
            SimulatorUrl = SimulatorUrl,
            PlatformsUrl = _platformsUrl,
            OwnerKey = AccountKeys.OwnerKey(_folder.OwnerKey),
            CredentialKeysFile = AccountKeys.CredentialKeysFile(_folder.CredentialKeys),
        };
        ChildCommand command = DotnetCommand(
            "The functions host", "functions", [BuildOutput.FunctionsHost()], HostEnvironment.Build(input));
        Uri ready = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health"));
        _host = await HttpServerProcess.StartAsync(command, ready, HostStopTime, _time, cancellationToken);
        _say($"Service: {_host.BaseUrl}");
        _say($"Accounts: send Authorization: Bearer with the key in {_folder.OwnerKey}.");
    }

    private ChildCommand DotnetCommand(
        string name, string shortName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment)
    {
        // Would move a server away from the address that it is given.
        environment["ASPNETCORE_URLS"] = null;
        return new ChildCommand
        {
            Name = name,
            FileName = BuildOutput.DotnetHost(),
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(arguments[0])!,
            LogFile = Path.Combine(_folder.LogFolder, shortName + ".log"),
            PidFile = PidFile(_folder, shortName),
        };
    }

    private static string Adopted(bool adopted) => adopted ? " (still running from a killed run)" : string.Empty;
}
