using System.Net.Sockets;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Download;

/// <summary>
/// Reads from the provider and gives up an attempt that stalls or is too slow. Waits for storage do not count.
/// </summary>
internal sealed class ProgressWatch : IDisposable
{
    private const int ProgressBytes = 64 * 1024;

    private readonly string snapshotId;
    private readonly DownloadOptions options;
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly CancellationTokenSource stalled;
    private readonly CancellationTokenSource reading;
    private readonly CancellationToken caller;
    private TimeSpan waited;
    private long sinceProgress;
    private long total;

    public ProgressWatch(string snapshotId, DownloadOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        this.snapshotId = snapshotId;
        this.options = options;
        this.time = time;
        caller = cancellationToken;
        startedAt = time.GetTimestamp();
        stalled = new CancellationTokenSource(options.ProgressTimeout, time);
        stalled.CancelAfter(Timeout.InfiniteTimeSpan);
        reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stalled.Token);
    }

    /// <exception cref="DownloadInterruptedException">The connection broke, stalled or is too slow: transient.</exception>
    public async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer)
    {
        try
        {
            var from = time.GetTimestamp();
            stalled.CancelAfter(options.ProgressTimeout - waited);
            var count = await source.ReadAsync(buffer, reading.Token);
            stalled.CancelAfter(Timeout.InfiniteTimeSpan);
            Note(count, time.GetElapsedTime(from));
            return count;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw Stalled();
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or SocketException)
        {
            throw new DownloadInterruptedException($"download of snapshot {snapshotId} broke off after {total} bytes", failure);
        }
    }

    public void Dispose()
    {
        reading.Dispose();
        stalled.Dispose();
    }

    private void Note(int count, TimeSpan wait)
    {
        total += count;
        sinceProgress += count;
        waited += wait;
        if (sinceProgress >= ProgressBytes)
        {
            (sinceProgress, waited) = (0, TimeSpan.Zero);
        }

        if (count == 0)
        {
            return;
        }

        if (waited >= options.ProgressTimeout)
        {
            throw Stalled();
        }

        var elapsed = time.GetElapsedTime(startedAt);
        if (elapsed >= options.AttemptTimeout && total < elapsed.TotalSeconds * options.MinBytesPerSecond)
        {
            throw new DownloadInterruptedException(
                $"download of snapshot {snapshotId} is too slow: {total} bytes in {elapsed.TotalSeconds:F0} s");
        }
    }

    private DownloadInterruptedException Stalled() => new(
        $"download of snapshot {snapshotId} stalled after {total} bytes: "
        + $"less than 64 KiB in {options.ProgressTimeout.TotalSeconds:F0} s");
}
