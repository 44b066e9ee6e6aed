using System.Buffers;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>
/// The part of a raw file that is in memory: one piece that slides along, and grows up to the record limit when a record does
/// not fit.
/// </summary>
internal sealed class RecordWindow(RecordLimits limits) : IDisposable
{
    private readonly long maxBytes = Math.Min(Math.Max(limits.MaxRecordBytes, limits.WindowBytes), Array.MaxLength);
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(limits.WindowBytes);
    private int start;
    private int end;

    /// <summary>What has not been taken yet.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, end - start);

    /// <summary>Position of the first of <see cref="Bytes"/> in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>The file ends with <see cref="Bytes"/>.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>A record that does not end in these bytes is larger than the limit.</summary>
    public bool IsFull => end - start >= maxBytes;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    public void Advance(int count)
    {
        start += count;
        Offset += count;
    }

    /// <summary>Makes room and fills it to its end, or to the end of the file.</summary>
    public async ValueTask FillAsync(RawSource source, CancellationToken cancellationToken)
    {
        MakeRoom();
        while (end < buffer.Length)
        {
            var count = await source.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (count == 0)
            {
                IsEnd = true;
                return;
            }

            end += count;
        }
    }

    private void MakeRoom()
    {
        var target = buffer;
        if (end - start == buffer.Length)
        {
            target = ArrayPool<byte>.Shared.Rent((int)Math.Min(maxBytes, buffer.Length * 2L));
        }

        Bytes.CopyTo(target);
        end -= start;
        start = 0;
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }
    }
}
