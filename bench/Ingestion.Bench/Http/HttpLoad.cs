using System.Globalization;
using System.Text;
using Ingestion.Bench.Measure;

namespace Ingestion.Bench.Http;

/// <summary>
/// Sends one request again and again over keep-alive connections, the next one when the answer is whole. Plain sockets: a
/// load that costs as much as the server would make every ratio look better than it is.
/// </summary>
internal sealed class HttpLoad(Uri server, int connections)
{
    public byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: application/json\r\n\r\n");

    public byte[] Post(string path, string json) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    /// <exception cref="BenchException">An answer had another status than the expected one.</exception>
    public async Task<LoadResult> RunAsync(byte[] request, int expectedStatus, TimeSpan duration, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        List<double>[] latencies = await Task.WhenAll(Enumerable.Range(0, connections)
            .Select(_ => Task.Run(() => SendAsync(request, expectedStatus, started, duration, cancellationToken), cancellationToken)));
        double seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        double[] sorted = [.. latencies.SelectMany(list => list).Order()];
        return new LoadResult(sorted.Length / seconds, sorted.Median(), sorted[(int)(sorted.Length * 0.99)]);
    }

    private async Task<List<double>> SendAsync(
        byte[] request, int expectedStatus, long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        using HttpConnection connection = await HttpConnection.OpenAsync(server, cancellationToken);
        List<double> latencies = [];
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            long sent = TimeProvider.System.GetTimestamp();
            (int status, string body) = await connection.SendAsync(request, withBody: false, cancellationToken);
            if (status != expectedStatus)
            {
                throw new BenchException($"{server} answered {status} instead of {expectedStatus}. {body}");
            }

            latencies.Add(TimeProvider.System.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }
}

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="MedianMs">Median time of an answer.</param>
/// <param name="P99Ms">The time within which 99 of 100 came.</param>
internal sealed record LoadResult(double PerSecond, double MedianMs, double P99Ms);
