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
    private const string HostName = "functions";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan HostStopTime = TimeSpan.FromSeconds(12);
    private readonly StackOptions _options;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly DataFolder _folder;
    private readonly LocalSecrets _secrets;
    private readonly KnownPorts _ports;
    private readonly Yesterday _yesterday;
    private readonly TaskCompletionSource<ChildProcess> _firstExit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddedPostgres? _postgres;
    private EmbeddedAzurite? _azurite;
    private SimulatorServer? _simulator;
    private HttpServerProcess? _host;
    private int _httpPort;

    private LocalStack(StackOptions options, DataFolder folder, Action<string> say, TimeProvider time)
    {
        _options = options;
        _folder = folder;
        _say = say;
        _time = time;
        _secrets = LocalSecrets.LoadOrCreate(folder.Secrets);
        _ports = KnownPorts.Load(folder.Ports);
        _yesterday = new Yesterday(folder);
    }

    public DataFolder Folder => _folder;

    public Uri ApiUrl => _host?.BaseUrl ?? throw new InvalidOperationException("The host has not been started.");

    public Uri? SimulatorUrl => _simulator?.BaseUrl;

    /// <summary>Whether service and platforms have their clocks a day back, until <see cref="ComeToPresentAsync"/>.</summary>
    public bool IsYesterday { get; private set; }

    /// <summary>When the present host was started, by the clock that it goes by.</summary>
    public DateTimeOffset HostStartedAt { get; private set; }

    /// <summary>Completes with the first server that ends by itself.</summary>
    public Task<ChildProcess> FirstExit => _firstExit.Task;

    /// <summary>The key of the owner whose accounts are at the simulated platforms; null when the caller has owners or platforms of their own.</summary>
    public string? PlatformsOwnerKey =>
        _simulator is not null && PlatformsAreOurs ? AccountKeys.OwnerKey(_folder.OwnerKey) : null;

    public string PostgresConnectionString =>
        _options.Caller.PostgresConnectionString ?? _postgres!.ConnectionString(DatabaseName);

    /// <summary>Null when the caller gave a service URI instead.</summary>
    public string? BlobConnectionString => _options.Caller.HasBlobs ? _options.Caller.BlobConnectionString : _azurite!.ConnectionString;

    private bool UsesSimulator =>
        _options.Caller.BrightDataBaseUrl is null && !(_options.MayUseRealProvider && _options.Caller.BrightDataApiKey is not null);

    // A clock of ours must not reach a database of somebody else's.
    private bool MayBeYesterday => _options.BeginsYesterday
        && UsesSimulator
        && PlatformsAreOurs
        && _options.Caller is { PostgresConnectionString: null, RuntimeConnectionString: null };

    private static bool PlatformsAreOurs => Environment.GetEnvironmentVariable("OWNER_KEYS") is not { Length: > 0 }
        && Environment.GetEnvironmentVariable("PLATFORM_GATEWAY_URL") is null;

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

    /// <summary>Ends the host that has its clock a day back, moves the platforms' clock to the present, and starts the host there.</summary>
    /// <exception cref="LocalException">The host does not start.</exception>
    public async Task ComeToPresentAsync(CancellationToken cancellationToken)
    {
        HttpServerProcess ended = _host ?? throw new InvalidOperationException("The host has not been started.");
        _host = null;
        await ended.DisposeAsync();
        await _simulator!.MovePlatformsClockAsync(-Yesterday.Offset, cancellationToken);
        await StartHostAsync(TimeSpan.Zero, cancellationToken);
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
        await StopOwnOrphansAsync(folder, time);
        await EmbeddedAzurite.StopOrphanAsync(folder.RunFolder, time);
        await EmbeddedPostgres.StopOrphanAsync(folder.Postgres, time);
    }

    private static async Task StopOwnOrphansAsync(DataFolder folder, TimeProvider time)
    {
        await HttpServerProcess.StopOrphanAsync(DotnetServer.PidFile(folder, HostName), HostStopTime, time);
        await SimulatorServer.StopOrphanAsync(folder, time);
    }

    private IEnumerable<ChildProcess> Servers()
    {
        ChildProcess?[] all = [_postgres?.Process, _azurite?.Process, _simulator?.Process, _host?.Process];
        return all.OfType<ChildProcess>();
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        // A host left by a killed run holds its port and works on the database; it goes before anything is looked at.
        await StopOwnOrphansAsync(_folder, _time);
        _httpPort = ChooseHttpPort();
        if (MayBeYesterday)
        {
            _yesterday.BeginIfNew();
        }

        ToolPaths? tools = null;
        if (_options.Caller.PostgresConnectionString is null || !_options.Caller.HasBlobs)
        {
            ToolInstaller installer = new(ToolInstaller.DefaultCacheFolder(), _say, _time);
            tools = await installer.InstallAsync(cancellationToken);
        }

        // All end before a failure of one is reported, so that none is started after the clean-up.
        await Task.WhenAll(
            StartPostgresAsync(tools, cancellationToken), StartAzuriteAsync(tools, cancellationToken), StartSimulatorAsync(cancellationToken));
        if (MayBeYesterday && _yesterday.IsUnderWay)
        {
            await _simulator!.MovePlatformsClockAsync(Yesterday.Offset, cancellationToken);
            await StartHostAsync(Yesterday.Offset, cancellationToken);
            return;
        }

        await StartHostAsync(TimeSpan.Zero, cancellationToken);
    }

    private async Task ReportExitAsync(ChildProcess server)
    {
        await server.Exited;

        // A host that was ended for one with another clock is not ours any more.
        if (Servers().Contains(server))
        {
            _firstExit.TrySetResult(server);
        }
    }

    // A server that the caller brought keeps the port of ours for the day it is ours again.
    private void SavePorts() => new KnownPorts
    {
        Http = ApiUrl.Port,
        Simulator = _simulator?.BaseUrl.Port ?? _ports.Simulator,
        Platforms = _simulator?.PlatformsUrl.Port ?? _ports.Platforms,
        Azurite = _azurite?.Port ?? _ports.Azurite,
        Postgres = _postgres?.Port ?? _ports.Postgres,
    }.Save(_folder.Ports);

    private int ChooseHttpPort()
    {
        if (_options.Port is not { } asked)
        {
            return Ports.FirstFree([_ports.Http, KnownPorts.DefaultHttp]);
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
        _ = ReportExitAsync(_postgres.Process);
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
        _ = ReportExitAsync(_azurite.Process);
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

        _simulator = await SimulatorServer.StartAsync(_folder, _ports, _say, _time, cancellationToken);
        _ = ReportExitAsync(_simulator.Process);
    }

    private async Task StartHostAsync(TimeSpan clockOffset, CancellationToken cancellationToken)
    {
        IsYesterday = clockOffset != TimeSpan.Zero;
        if (!IsYesterday)
        {
            _yesterday.End();
        }

        HostEnvironmentInput input = new()
        {
            Caller = _options.Caller,
            Secrets = _secrets,
            Port = _httpPort,
            PostgresConnectionString = PostgresConnectionString,
            BlobConnectionString = BlobConnectionString,
            SimulatorUrl = SimulatorUrl,
            PlatformsUrl = _simulator?.PlatformsUrl,
            OwnerKey = AccountKeys.OwnerKey(_folder.OwnerKey),
            CredentialKeysFile = AccountKeys.CredentialKeysFile(_folder.CredentialKeys),
            AppleMusicKeyFile = AccountKeys.AppleMusicKeyFile(_folder.AppleMusicKey),
            ClockOffset = clockOffset,
        };
        ChildCommand command = DotnetServer.Command(
            _folder, "The functions host", HostName, [BuildOutput.FunctionsHost()], HostEnvironment.Build(input));
        Uri ready = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_httpPort}/health"));
        HostStartedAt = _time.GetUtcNow() + clockOffset;
        _host = await HttpServerProcess.StartAsync(command, ready, HostStopTime, _time, cancellationToken);
        _ = ReportExitAsync(_host.Process);
        if (IsYesterday)
        {
            _say($"Service, with its clock a day back: {_host.BaseUrl}");
            return;
        }

        // Not before: nobody else is to find a service that is a day back.
        SavePorts();
        _say($"Service: {_host.BaseUrl}");
        _say($"Accounts: send Authorization: Bearer with the key in {_folder.OwnerKey}.");
    }

    private static string Adopted(bool adopted) => adopted ? " (still running from a killed run)" : string.Empty;
}
