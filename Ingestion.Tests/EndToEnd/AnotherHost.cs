using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ingestion.Tests.Fixtures;

namespace Ingestion.Tests.EndToEnd;

/// <summary>A further host of a service: a process with a port and a name of its own, on the same database and blobs.</summary>
internal sealed class AnotherHost : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private AnotherHost(IReadOnlyDictionary<string, string> environment, int port)
    {
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
        _process = HostProcess.Start(
            new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["FunctionsRuntime__HostName"] = "another",
            },
            _log.Enqueue);
    }

    public HttpClient Http { get; }

    /// <summary>Everything that it has printed.</summary>
    public string Output => string.Join('\n', _log);

    public static async Task<AnotherHost> StartAsync(Service service)
    {
        AnotherHost host = new(service.Environment, TestPorts.Next());
        await Eventually.TrueAsync(host.IsHealthyAsync, TimeSpan.FromMinutes(5), "the other host answers");
        return host;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Http.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The other host ended with {_process.ExitCode}: {Output}");
        }

        try
        {
            using HttpResponseMessage response = await Http.GetAsync(new Uri("/health", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}
