namespace Ingestion.Core.Read;

/// <summary>What became of the look for a record in its raw file.</summary>
public enum RawRecordStatus
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>The raw file is gone, or ends before the record.</summary>
    Missing,

    /// <summary>Blob storage does not answer, or refuses this service.</summary>
    Unavailable,
}

/// <summary>The bytes of one record as they were downloaded.</summary>
/// <param name="Status">Whether they could be read.</param>
/// <param name="Bytes">At most <see cref="RawRecords.MaxBytes"/>; empty unless found.</param>
/// <param name="IsTruncated">There are more.</param>
public sealed record RawRecord(RawRecordStatus Status, ReadOnlyMemory<byte> Bytes, bool IsTruncated);
