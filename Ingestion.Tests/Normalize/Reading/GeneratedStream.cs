namespace Ingestion.Tests.Normalize.Reading;

/// <summary>A stream of pieces, each repeated, that is never in memory as a whole.</summary>
internal sealed class GeneratedStream(params (byte[] Piece, long Times)[] parts) : Stream
{
    private int part;
    private long repetition;
    private int position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && part < parts.Length)
        {
            var (piece, times) = parts[part];
            if (repetition == times || piece.Length == 0)
            {
                (part, repetition) = (part + 1, 0);
                continue;
            }

            var count = Math.Min(piece.Length - position, buffer.Length - written);
            piece.AsSpan(position, count).CopyTo(buffer[written..]);
            written += count;
            position = (position + count) % piece.Length;
            repetition += position == 0 ? 1 : 0;
        }

        return written;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
