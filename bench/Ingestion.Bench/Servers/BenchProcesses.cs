using System.Globalization;
using Ingestion.Local.Processes;
using Ingestion.Local.Stack;

namespace Ingestion.Bench.Servers;

/// <summary>Starts what runs in a process of its own: functions host, simulator, bare server. Each is ended by its owner.</summary>
internal sealed class BenchProcesses(string folder)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    public Task<HttpServerProcess> StartSimulatorAsync(IReadOnlyList<string> switches, CancellationToken cancellationToken)
    {
        int port = Ports.AnyFree();
        return StartAsync("simulator", [BuildOutput.Simulator(), "--port", Text(port), .. switches], port, "/_simulator/health", [], cancellationToken);
    }

    /// <param name="input">What it is connected with.</param>
    /// <param name="cancellationToken">Ends the wait and the host.</param>
    public Task<HttpServerProcess> StartHostAsync(HostInput input, CancellationToken cancellationToken)
    {
        int port = Ports.AnyFree();
        Dictionary<string, string?> environment = new(input.Settings)
        {
            ["PORT"] = Text(port),
            ["PUBLIC_BASE_URL"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["WEBHOOK_SECRET"] = "benchmark-webhook-secret",
            ["POSTGRES_CONNECTION_STRING"] = input.PostgresConnectionString,
            ["FunctionsRuntime__PostgresConnectionString"] = input.PostgresConnectionString,
            ["BLOB_CONNECTION_STRING"] = input.BlobConnectionString,
            ["BRIGHTDATA_API_KEY"] = HostEnvironment.SimulatorKey,
            ["BRIGHTDATA_BASE_URL"] = input.ProviderUrl.ToString().TrimEnd('/'),
        };
        return StartAsync("functions", [BuildOutput.FunctionsHost()], port, "/health", environment, cancellationToken);
    }

    public Task<HttpServerProcess> StartBareAsync(string postgresConnectionString, CancellationToken cancellationToken)
    {
        int port = Ports.AnyFree();
        string program = Path.Combine(AppContext.BaseDirectory, "Ingestion.Bench.dll");
        Dictionary<string, string?> environment = new() { [Http.BareServer.DatabaseVariable] = postgresConnectionString };
        return StartAsync("bare", [program, Http.BareServer.Command, Text(port)], port, "/health", environment, cancellationToken);
    }

    private Task<HttpServerProcess> StartAsync(
        string name,
        IReadOnlyList<string> arguments,
        int port,
        string readyPath,
        Dictionary<string, string?> environment,
        CancellationToken cancellationToken)
    {
        environment["ASPNETCORE_URLS"] = null;
        ChildCommand command = new()
        {
            Name = name,
            FileName = BuildOutput.DotnetHost(),
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(arguments[0])!,
            LogFile = Path.Combine(folder, name + ".log"),
            PidFile = Path.Combine(folder, name + ".pid"),
        };
        Uri ready = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{readyPath}"));
        return HttpServerProcess.StartAsync(command, ready, StopTime, TimeProvider.System, cancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
