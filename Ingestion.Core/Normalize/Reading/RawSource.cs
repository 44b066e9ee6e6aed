using System.Globalization;
using System.IO.Compression;
using Ingestion.Core.Errors;

namespace Ingestion.Core.Normalize.Reading;

/// <summary>The bytes of a raw file, unfolded when it is gzip (by its first two bytes), within the limits.</summary>
internal sealed class RawSource : IAsyncDisposable
{
    private const long CheckedBytes = 16 * 1024 * 1024;

    private readonly PrefixedStream raw;
    private readonly GZipStream? gzip;
    private readonly RecordLimits limits;
    private long inflated;

    private RawSource(ReadOnlyMemory<byte> first, Stream rest, RecordLimits limits)
    {
        raw = new PrefixedStream(first, rest);
        this.limits = limits;
        gzip = first.Span is [0x1f, 0x8b] ? new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true) : null;
    }

    /// <summary>Looks at the first bytes. The stream stays the caller's to dispose.</summary>
    public static async Task<RawSource> OpenAsync(Stream raw, RecordLimits limits, CancellationToken cancellationToken)
    {
        var first = new byte[2];
        var count = await raw.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        return new RawSource(first.AsMemory(0, count), raw, limits);
    }

    /// <summary>Whether what is read is unfolded from gzip.</summary>
    public bool IsGzip => gzip is not null;

    public async ValueTask DisposeAsync()
    {
        if (gzip is not null)
        {
            await gzip.DisposeAsync();
        }

        await raw.DisposeAsync();
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="ProviderRejectedException"><c>SNAPSHOT_INVALID</c>: broken gzip, or one that unfolds beyond the limits.
    /// Terminal.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        gzip is null ? raw.ReadAsync(buffer, cancellationToken) : InflateAsync(gzip, buffer, cancellationToken);

    private async ValueTask<int> InflateAsync(GZipStream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count;
        try
        {
            count = await source.ReadAsync(buffer, cancellationToken);
            inflated += count;
        }
        catch (InvalidDataException fault)
        {
            throw new ProviderRejectedException(ErrorCodes.SnapshotInvalid, "the raw file is no whole gzip file", fault);
        }

        if (inflated > limits.MaxInflatedBytes
            || (inflated > CheckedBytes && inflated / limits.MaxInflationRatio > raw.BytesRead))
        {
            throw new ProviderRejectedException(
                ErrorCodes.SnapshotInvalid,
                string.Create(CultureInfo.InvariantCulture, $"{raw.BytesRead} bytes of gzip unfold to over {inflated} bytes"));
        }

        return count;
    }
}
