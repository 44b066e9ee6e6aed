namespace Ingestion.Bench.Normalize;

/// <summary>A snapshot of any size as a stream: the records of a small one again and again, made as it is read.</summary>
/// <param name="records">Records with commas between them: an array without its brackets.</param>
/// <param name="repetitions">How often they come.</param>
internal sealed class RepeatedRecords(ReadOnlyMemory<byte> records, int repetitions) : Stream
{
    private static readonly byte[] Opening = [(byte)'['];
    private static readonly byte[] Separator = [(byte)','];
    private static readonly byte[] Closing = [(byte)']'];

    private ReadOnlyMemory<byte> rest = Opening;
    private int pieces;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => 2 + ((long)records.Length * repetitions) + (repetitions - 1);

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (rest.IsEmpty)
        {
            rest = Next();
        }

        int count = Math.Min(rest.Length, buffer.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Odd pieces are records, even ones what stands between.</summary>
    private ReadOnlyMemory<byte> Next()
    {
        pieces++;
        return pieces > 2 * repetitions ? default
            : pieces % 2 == 1 ? records
            : pieces == 2 * repetitions ? Closing : Separator;
    }
}
