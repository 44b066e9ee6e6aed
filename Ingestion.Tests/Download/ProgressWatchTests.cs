using System.IO.Pipelines;
using Ingestion.Core.Download;
using Ingestion.Core.Errors;
using Ingestion.Tests.Fixtures;
using Xunit;

namespace Ingestion.Tests.Download;

[Trait("Category", "Unit")]
public sealed class ProgressWatchTests
{
    private readonly ManualTimeProvider time = new();
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly byte[] buffer = new byte[1024 * 1024];

    [Fact]
    public async Task Read_NothingComes_IsInterruptedAfterTheProgressTimeout()
    {
        using var watch = New(default);
        var read = watch.ReadAsync(pipe.Reader.AsStream(), buffer).AsTask();

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        var failure = await Assert.ThrowsAsync<DownloadInterruptedException>(() => read);
        Assert.Contains("stalled after 0 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AByteNowAndThen_IsInterruptedAllTheSame()
    {
        using var watch = New(default);
        var reads = 0;

        await Assert.ThrowsAsync<DownloadInterruptedException>(async () =>
        {
            for (; reads < 100; reads++)
            {
                await ReadAfterAsync(watch, TimeSpan.FromSeconds(5), 1);
            }
        });

        Assert.InRange(reads, 4, 6);
    }

    [Fact]
    public async Task Read_SteadyProgress_GoesOn()
    {
        using var watch = New(default);

        for (var read = 0; read < 100; read++)
        {
            Assert.Equal(70_000, await ReadAfterAsync(watch, TimeSpan.FromSeconds(2), 70_000));
        }
    }

    [Fact]
    public async Task Read_PastTheAttemptTimeout_NeedsAMebibyteASecond()
    {
        using var watch = New(default);
        for (var second = 9; second < 300; second += 9)
        {
            await ReadAfterAsync(watch, TimeSpan.FromSeconds(9), 70_000);
        }

        var failure = await Assert.ThrowsAsync<DownloadInterruptedException>(
            () => ReadAfterAsync(watch, TimeSpan.FromSeconds(9), 70_000).AsTask());

        Assert.Contains("too slow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StorageWasSlow_DoesNotCount()
    {
        using var watch = New(default);
        await ReadAfterAsync(watch, TimeSpan.FromSeconds(1), 10);

        time.Advance(TimeSpan.FromSeconds(200));

        Assert.Equal(10, await ReadAfterAsync(watch, TimeSpan.FromSeconds(1), 10));
    }

    [Fact]
    public async Task Read_CallerGivesUp_IsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        using var watch = New(cancel.Token);
        var read = watch.ReadAsync(pipe.Reader.AsStream(), buffer).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private async ValueTask<int> ReadAfterAsync(ProgressWatch watch, TimeSpan wait, int bytes)
    {
        var read = watch.ReadAsync(pipe.Reader.AsStream(), buffer);
        time.Advance(wait);
        await pipe.Writer.WriteAsync(new byte[bytes]);
        return await read;
    }

    private ProgressWatch New(CancellationToken cancellationToken) => new("sd_1", new DownloadOptions(), time, cancellationToken);
}
