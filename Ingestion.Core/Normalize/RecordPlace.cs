namespace Ingestion.Core.Normalize;

/// <summary>Where a record is in its raw file: enough to read it again by range.</summary>
/// <param name="Index">Its number in the file, from 0.</param>
/// <param name="ByteOffset">Its first byte, from 0, in the file as stored (decompressed when it is gzip).</param>
/// <param name="ByteLength">Number of bytes, without separators.</param>
public readonly record struct RecordPlace(long Index, long ByteOffset, long ByteLength);
