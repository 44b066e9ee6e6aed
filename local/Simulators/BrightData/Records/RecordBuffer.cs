namespace Simulators.BrightData.Records;

/// <summary>Bytes on their way to a stream; sent in large writes.</summary>
internal sealed class RecordBuffer
{
    private const int SendAt = 128 * 1024;
    private byte[] _bytes = new byte[SendAt + (32 * 1024)];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public bool IsFull => Length >= SendAt;

    /// <summary>Makes room for exactly <paramref name="size"/> bytes, which count as written.</summary>
    public Span<byte> Take(int size)
    {
        if (Length + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        }

        Span<byte> span = _bytes.AsSpan(Length, size);
        Length += size;
        return span;
    }

    /// <summary>What was written since a position, to be changed in place.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public async ValueTask SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (Length > 0)
        {
            await stream.WriteAsync(Written, cancellationToken);
            Clear();
        }
    }
}
