using System.Globalization;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Stack;

/// <summary>
/// Everything that the service needs on one machine: database, blobs, provider stand-in, functions host. Started in that
/// order and ended in the opposite one; an end of any of them is reported by <see cref="FirstExit"/>.
/// </summary>
internal sealed class LocalStack : IAsyncDisposable
{
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
    private readonly BackingServers _servers;
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
        _servers = new BackingServers(options, folder, _secrets, _ports, say, time);
    }

    public DataFolder Folder => _folder;

    public Uri ApiUrl => _host?.BaseUrl ?? throw new InvalidOperationException("The host has not been started.");

    public Uri? SimulatorUrl => _servers.Simulator?.BaseUrl;

    /// <summary>Whether service and platforms have their clocks a day back, until <see cref="ComeToPresentAsync"/>.</summary>
    public bool IsYesterday { get; private set; }

    /// <summary>When the present host was started, by the clock that it goes by.</summary>
    public DateTimeOffset HostStartedAt { get; private set; }

    /// <summary>Completes with the first server that ends by itself.</summary>
    public Task<ChildProcess> FirstExit => _firstExit.Task;

    /// <summary>The key of the owner whose accounts are at the simulated platforms; null when the caller has owners or platforms of their own.</summary>
    public string? PlatformsOwnerKey => _servers.Simulator is not null && PlatformsAreOurs ? OwnerKey : null;

    /// <summary>The operator's key; null when the caller has operators' keys.</summary>
    public string? OperatorKey => _options.Caller.OperatorKeys is null ? AccountKeys.CallerKey(_folder.OperatorKey) : null;

    public string PostgresConnectionString => _servers.PostgresConnectionString;

    /// <inheritdoc cref="BackingServers.BlobConnectionString"/>
    public string? BlobConnectionString => _servers.BlobConnectionString;

    // A clock of ours must not reach a database of somebody else's.
    private bool MayBeYesterday => _options.BeginsYesterday
        && _options.UsesSimulator
        && PlatformsAreOurs
        && _options.Caller is { PostgresConnectionString: null, RuntimeConnectionString: null };

    private string? OwnerKey => _options.Caller.OwnerKeys is null ? AccountKeys.CallerKey(_folder.OwnerKey) : null;

    private bool PlatformsAreOurs => _options.Caller.OwnerKeys is null
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
        await _servers.Simulator!.MovePlatformsClockAsync(-Yesterday.Offset, cancellationToken);
        await StartHostAsync(TimeSpan.Zero, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.MarkEnding();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _servers.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task StopOrphansAsync(DataFolder folder, TimeProvider time)
    {
        await StopOwnOrphansAsync(folder, time);
        await BackingServers.StopOrphansAsync(folder, time);
    }

    private static async Task StopOwnOrphansAsync(DataFolder folder, TimeProvider time)
    {
        await HttpServerProcess.StopOrphanAsync(DotnetServer.PidFile(folder, HostName), HostStopTime, time);
        await SimulatorServer.StopOrphanAsync(folder, time);
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

        await _servers.StartAsync(server => _ = ReportExitAsync(server), cancellationToken);
        if (MayBeYesterday && _yesterday.IsUnderWay)
        {
            await _servers.Simulator!.MovePlatformsClockAsync(Yesterday.Offset, cancellationToken);
            await StartHostAsync(Yesterday.Offset, cancellationToken);
            return;
        }

        await StartHostAsync(TimeSpan.Zero, cancellationToken);
    }

    private async Task ReportExitAsync(ChildProcess server)
    {
        await server.Exited;

        // A host that was ended for one with another clock is not ours any more.
        if (server == _host?.Process || _servers.Has(server))
        {
            _firstExit.TrySetResult(server);
        }
    }

    // A server that the caller brought keeps the port of ours for the day it is ours again.
    private void SavePorts() => new KnownPorts
    {
        Http = ApiUrl.Port,
        Simulator = _servers.Simulator?.BaseUrl.Port ?? _ports.Simulator,
        Platforms = _servers.Simulator?.PlatformsUrl.Port ?? _ports.Platforms,
        Azurite = _servers.Azurite?.Port ?? _ports.Azurite,
        Postgres = _servers.Postgres?.Port ?? _ports.Postgres,
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

    private async Task StartHostAsync(TimeSpan clockOffset, CancellationToken cancellationToken)
    {
        IsYesterday = clockOffset != TimeSpan.Zero;
        if (!IsYesterday)
        {
            _yesterday.End();
        }

        if (OperatorKey is null)
        {
            // The commands send the key that this file holds.
            File.Delete(_folder.OperatorKey);
        }

        HostEnvironmentInput input = new()
        {
            Caller = _options.Caller,
            Secrets = _secrets,
            Port = _httpPort,
            PostgresConnectionString = PostgresConnectionString,
            BlobConnectionString = BlobConnectionString,
            SimulatorUrl = SimulatorUrl,
            PlatformsUrl = _servers.Simulator?.PlatformsUrl,
            OwnerKey = OwnerKey,
            OperatorKey = OperatorKey,
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
        SayKeys();
    }

    /// <summary>Names the keys that the service takes.</summary>
    private void SayKeys()
    {
        string accounts = OwnerKey is null ? "a key of your OWNER_KEYS" : $"the key in {_folder.OwnerKey}";
        string all = OperatorKey is null ? "a key of your OPERATOR_KEYS" : $"the key in {_folder.OperatorKey}";
        _say($"Accounts: send Authorization: Bearer with {accounts}.");
        _say($"All callers' crawls and events: send Authorization: Bearer with {all}.");
    }
}
