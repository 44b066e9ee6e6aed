using System.IO.Pipelines;
using Ingestion.Core.Read;
using Ingestion.Functions.Read;
using Ingestion.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ingestion.Tests.Read;

[Trait("Category", "Unit")]
public sealed class PacedOutputTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly Reader reader = new();

    [Fact]
    public async Task Flush_ReaderThatTakesNothing_IsCutAfterTheGraceAndTheTimeOfTheBytes()
    {
        Task flush = Write(Output(), 5_000);

        clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(reader.IsCut);

        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(reader.IsCut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Flush_ReaderOfManyPieces_IsCutByTheRateOverAllOfThem(int secondsForAPiece, bool isCut)
    {
        PacedOutput output = Output();

        for (int piece = 1; piece <= 12 && !reader.IsCut; piece++)
        {
            Task flush = Write(output, 1_000);
            clock.Advance(TimeSpan.FromSeconds(secondsForAPiece));
            await (reader.IsCut ? Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush) : reader.TakeAsync(flush));
        }

        Assert.Equal(isCut, reader.IsCut);
    }

    [Fact]
    public async Task Flush_LongWaitsForTheDatabase_AreNotTheReaders()
    {
        PacedOutput output = Output();

        for (int piece = 1; piece <= 3; piece++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await reader.TakeAsync(Write(output, 1_000));
        }

        Assert.False(reader.IsCut);
        Assert.Equal(0, clock.WaitingTimers);
    }

    [Fact]
    public async Task Flush_WithoutALeastRate_WaitsForEver()
    {
        Task flush = Write(Output(minBytesPerSecond: 0), 1_000);

        clock.Advance(TimeSpan.FromDays(1));

        Assert.False(reader.IsCut);
        await reader.TakeAsync(flush);
    }

    private PacedOutput Output(int minBytesPerSecond = 1_000)
    {
        ListOptions options = new() { MinBytesPerSecond = minBytesPerSecond, RateGrace = TimeSpan.FromSeconds(10) };
        DefaultHttpContext http = new();
        http.Features.Set<IHttpResponseBodyFeature>(reader);
        http.Features.Set<IHttpRequestLifetimeFeature>(reader);
        return new PacedOutput(http, "posts", options, clock, NullLogger.Instance);
    }

    private static Task Write(PacedOutput output, int bytes)
    {
        output.Writer.GetSpan(bytes)[..bytes].Clear();
        output.Writer.Advance(bytes);
        return output.FlushAsync().AsTask();
    }

    /// <summary>The other end of a connection. A flush waits until everything is taken.</summary>
    private sealed class Reader : IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
    {
        private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 2, resumeWriterThreshold: 1));
        private readonly CancellationTokenSource aborted = new();

        public bool IsCut => aborted.IsCancellationRequested;

        public Stream Stream => throw new NotSupportedException();

        public PipeWriter Writer => pipe.Writer;

        public CancellationToken RequestAborted
        {
            get => aborted.Token;
            set => throw new NotSupportedException();
        }

        public void Abort()
        {
            aborted.Cancel();
            pipe.Reader.Complete();
        }

        public async Task TakeAsync(Task flush)
        {
            ReadResult read = await pipe.Reader.ReadAsync();
            pipe.Reader.AdvanceTo(read.Buffer.End);
            await flush;
        }

        public void DisableBuffering() => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
