using System.Net.Sockets;
using Ingestion.Local.Processes;

namespace Ingestion.Local.Stack;

/// <summary>A server of ours that is up when a URL of it answers 200: the simulator and the functions host.</summary>
internal sealed class HttpServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private readonly TimeSpan _stopTime;
    private readonly TimeProvider _time;

    private HttpServerProcess(ChildProcess process, Uri baseUrl, TimeSpan stopTime, TimeProvider time)
    {
        Process = process;
        BaseUrl = baseUrl;
        _stopTime = stopTime;
        _time = time;
    }

    public ChildProcess Process { get; }

    public Uri BaseUrl { get; }

    /// <param name="command">What is started.</param>
    /// <param name="readyUrl">Answers 200 when the server is ready.</param>
    /// <param name="stopTime">How long it may take to end in order.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait and the server.</param>
    public static async Task<HttpServerProcess> StartAsync(
        ChildCommand command, Uri readyUrl, TimeSpan stopTime, TimeProvider time, CancellationToken cancellationToken)
    {
        await StopOrphanAsync(command.PidFile, stopTime, time);
        HttpServerProcess server = new(ChildProcess.Start(command), new Uri(readyUrl, "/"), stopTime, time);
        try
        {
            if (await server.AnswersAsync(readyUrl, cancellationToken))
            {
                return server;
            }

            string fault = server.Process.Exited.IsCompleted
                ? server.Process.DescribeExit()
                : $"It does not answer at {readyUrl}; its output is in {command.LogFile}.";
            throw new LocalException($"{command.Name} did not start. {fault}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what a killed run left: unlike the two databases these are not taken over, they may be of an older build.</summary>
    public static async Task StopOrphanAsync(string pidFile, TimeSpan stopTime, TimeProvider time)
    {
        if (ChildProcess.Adopt(string.Empty, string.Empty, ProcessIdentity.ReadPidFile(pidFile), time) is { } orphan)
        {
            using (orphan)
            {
                await orphan.StopAsync(Signals.Terminate, stopTime, time);
            }
        }

        File.Delete(pidFile);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(Signals.Terminate, _stopTime, _time);
        Process.Dispose();
    }

    private async Task<bool> AnswersAsync(Uri url, CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };
        while (!Process.Exited.IsCompleted && _time.GetElapsedTime(started) < StartTime)
        {
            try
            {
                using HttpResponseMessage response = await client.GetAsync(url, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Slow under load.
            }

            await Task.Delay(LookInterval, _time, cancellationToken);
        }

        return false;
    }
}
