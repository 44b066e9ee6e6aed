using Ingestion.Core.Blobs;
using Ingestion.Core.Errors;
using Ingestion.Core.Normalize;

namespace Ingestion.Core.Read;

/// <summary>Reads single records out of raw files, by range.</summary>
/// <param name="rawZone">Where the files are.</param>
public sealed class RawRecords(RawZone rawZone)
{
    /// <summary>The most bytes of a record that are read: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly RawRecord Missing = new(RawRecordStatus.Missing, ReadOnlyMemory<byte>.Empty, IsTruncated: false);

    /// <summary>Reads one record.</summary>
    /// <param name="filePath">Container and path, as <c>raw_data_crawl_snapshots</c> has them.</param>
    /// <param name="place">Where the record is in the file.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<RawRecord> ReadAsync(string filePath, RecordPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        string path = filePath[(filePath.IndexOf('/', StringComparison.Ordinal) + 1)..];
        try
        {
            RawBlob? blob = await rawZone.FindAsync(path, cancellationToken);
            return blob is null || blob.PayloadBytes < place.ByteOffset + place.ByteLength
                ? Missing
                : await ReadRangeAsync(path, place, cancellationToken);
        }
        catch (IngestionException failure) when (failure is StorageUnavailableException or StorageRejectedException)
        {
            return Missing with { Status = RawRecordStatus.Unavailable };
        }
    }

    private async Task<RawRecord> ReadRangeAsync(string path, RecordPlace place, CancellationToken cancellationToken)
    {
        int length = (int)Math.Min(place.ByteLength, MaxBytes);
        byte[] bytes = new byte[length];
        await using Stream stream = await rawZone.OpenReadAsync(path, place.ByteOffset, length, cancellationToken);
        int read = await stream.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken);
        return new RawRecord(RawRecordStatus.Found, bytes.AsMemory(0, read), place.ByteLength > MaxBytes);
    }
}
