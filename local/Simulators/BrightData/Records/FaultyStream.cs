namespace Simulators.BrightData.Records;

/// <summary>What becomes of a body on its way out.</summary>
internal enum StreamEnd
{
    /// <summary>It goes through whole.</summary>
    None,

    /// <summary>The rest is dropped and the answer ends as if it were whole.</summary>
    Cut,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more comes, and the connection stays open.</summary>
    Stall,
}

/// <summary>Slows a body down, or breaks it after a number of bytes.</summary>
internal sealed class FaultyStream(HttpContext context, TimeProvider time, StreamEnd end, long endAfter, double? bytesPerSecond) : Stream
{
    private long _sent;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _sent;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            int size = (int)Math.Min(buffer.Length, bytesPerSecond is { } rate ? Math.Max(1, (long)rate) : long.MaxValue);
            size = end == StreamEnd.None ? size : (int)Math.Min(size, endAfter - _sent);
            if (size > 0)
            {
                await context.Response.Body.WriteAsync(buffer[..size], cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
                _sent += size;
                buffer = buffer[size..];
            }

            if (end != StreamEnd.None && _sent >= endAfter)
            {
                await BreakAsync(cancellationToken);
                return;
            }

            if (bytesPerSecond is { } speed)
            {
                await Task.Delay(TimeSpan.FromSeconds(size / speed), time, cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => context.Response.Body.FlushAsync(cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task BreakAsync(CancellationToken cancellationToken)
    {
        if (end == StreamEnd.Reset)
        {
            context.Abort();
            throw new OperationCanceledException("The fault 'reset_mid' ended this answer.");
        }

        if (end == StreamEnd.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
    }
}
