using System.Globalization;
using System.Net.Http.Json;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Stack;

/// <summary>The stand-ins of Bright Data and of the platforms: one process, two ports.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private const string ShortName = "simulator";
    private const int PortAttempts = 3;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);
    private readonly HttpServerProcess _server;

    private SimulatorServer(HttpServerProcess server, Uri platformsUrl)
    {
        _server = server;
        PlatformsUrl = platformsUrl;
    }

    public ChildProcess Process => _server.Process;

    /// <summary>Where Bright Data is.</summary>
    public Uri BaseUrl => _server.BaseUrl;

    /// <summary>Where the platforms are.</summary>
    public Uri PlatformsUrl { get; }

    /// <param name="folder">Where its state goes.</param>
    /// <param name="ports">The last run's.</param>
    /// <param name="say">Told what was started.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    /// <exception cref="LocalException">It did not start.</exception>
    public static async Task<SimulatorServer> StartAsync(
        DataFolder folder, KnownPorts ports, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = Ports.FirstFree([ports.Simulator, KnownPorts.DefaultSimulator]);
            int platformsPort = Ports.FirstFree([ports.Platforms, KnownPorts.DefaultPlatforms], promised: port);
            try
            {
                SimulatorServer started = await StartAsync(folder, port, platformsPort, time, cancellationToken);
                string served = BuildOutput.Datasets() is { } datasets ? $"posts from {datasets}" : "synthetic posts";
                say(string.Create(CultureInfo.InvariantCulture, $"Provider: Bright Data simulator on port {port}, {served}. Nothing is paid."));
                say(string.Create(CultureInfo.InvariantCulture, $"Platforms: simulated on port {platformsPort}; every sign-in says yes."));
                return started;
            }
            catch (LocalException fault) when (attempt < PortAttempts && fault.Message.Contains("already in use", StringComparison.Ordinal))
            {
                // Another program took a port between the look and the start.
            }
        }
    }

    /// <summary>Ends what a killed run left.</summary>
    public static Task StopOrphanAsync(DataFolder folder, TimeProvider time) =>
        HttpServerProcess.StopOrphanAsync(DotnetServer.PidFile(folder, ShortName), StopTime, time);

    /// <summary>Moves the clock of the platforms, which is the present's at the start.</summary>
    /// <exception cref="HttpRequestException">They do not answer.</exception>
    public async Task MovePlatformsClockAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        using HttpClient client = new() { BaseAddress = PlatformsUrl };
        using HttpResponseMessage moved = await client.PostAsJsonAsync(
            new Uri("/_simulator/clock", UriKind.Relative), new { advance = by }, cancellationToken);
        moved.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<SimulatorServer> StartAsync(
        DataFolder folder, int port, int platformsPort, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] data = BuildOutput.Datasets() is { } datasets ? ["--data-folder", datasets] : [];
        ChildCommand command = DotnetServer.Command(
            folder,
            "The Bright Data simulator",
            ShortName,
            [
                BuildOutput.Simulator(),
                "--port", port.ToString(CultureInfo.InvariantCulture), "--state", folder.SimulatorState,
                "--platforms-port", platformsPort.ToString(CultureInfo.InvariantCulture), "--platforms-state", folder.PlatformsState,
                .. data,
            ],
            []);
        Uri ready = UrlOf(port, "/_simulator/billing");
        HttpServerProcess server = await HttpServerProcess.StartAsync(command, ready, StopTime, time, cancellationToken);
        return new SimulatorServer(server, UrlOf(platformsPort, "/"));
    }

    private static Uri UrlOf(int port, string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}"));
}
