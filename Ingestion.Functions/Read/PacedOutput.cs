using System.IO.Pipelines;
using Ingestion.Core.Read;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ingestion.Functions.Read;

/// <summary>
/// Sends an answer, and cuts the connection of a reader that is slower than <see cref="ListOptions.MinBytesPerSecond"/> over the
/// whole answer. Only time that the reader makes the answer wait counts. The web server's own least rate is one per write.
/// </summary>
internal sealed class PacedOutput(HttpContext http, string list, ListOptions options, TimeProvider clock, ILogger logger)
{
    private long _sent;
    private TimeSpan _waited;

    public PipeWriter Writer => http.Response.BodyWriter;

    /// <exception cref="OperationCanceledException">The reader has gone, or was cut.</exception>
    public async ValueTask FlushAsync()
    {
        _sent += Writer.UnflushedBytes;
        ValueTask<FlushResult> flush = Writer.FlushAsync(http.RequestAborted);
        if (flush.IsCompleted || options.MinBytesPerSecond == 0)
        {
            await flush;
        }
        else
        {
            await WaitAsync(flush);
        }

        http.RequestAborted.ThrowIfCancellationRequested();
    }

    private async Task WaitAsync(ValueTask<FlushResult> flush)
    {
        long started = clock.GetTimestamp();
        TimeSpan left = options.RateGrace + TimeSpan.FromSeconds((double)_sent / options.MinBytesPerSecond) - _waited;

        // Disposing waits for a callback that runs: the connection may serve another request after this one.
        await using (clock.CreateTimer(
            _ => Cut(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan))
        {
            await flush;
        }

        _waited += clock.GetElapsedTime(started);
    }

    private void Cut()
    {
        Log.SlowReaderCut(logger, list, _sent, options.MinBytesPerSecond);
        http.Abort();
    }
}
