using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ingestion.Core.Normalize;

namespace Ingestion.Core.Store;

/// <summary>Puts records that could not be used into their staging table.</summary>
internal static class StagedRejects
{
    internal static readonly StagingTable Table = new("staged_rejects",
    [
        "record_index bigint",
        "byte_offset bigint",
        "byte_length bigint",
        "id uuid",
        "reason text",
        "field text",
        "detail text",
        "raw_cut bytea",
    ]);

    internal static void Write(BinaryCopy row, RejectedRecord rejected, string snapshotId)
    {
        row.BeginRow();
        row.Int64(rejected.Place.Index);
        row.Int64(rejected.Place.ByteOffset);
        row.Int64(rejected.Place.ByteLength);
        row.Uuid(IdOf(snapshotId, rejected.Place.Index));
        row.Text(rejected.Reason);
        row.Text(Storable(rejected.Field));
        row.Text(Storable(rejected.Detail));
        row.Bytes(rejected.RawCut);
    }

    /// <summary>The id of a dead letter: the same record always gets the same. A version 8 UUID, of a hash.</summary>
    internal static Guid IdOf(string snapshotId, long recordIndex)
    {
        byte[] key = new byte[Encoding.UTF8.GetByteCount(snapshotId) + sizeof(long)];
        Encoding.UTF8.GetBytes(snapshotId, key);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(key.Length - sizeof(long)), recordIndex);
        Span<byte> id = SHA256.HashData(key).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>A path may name a property of the record, and that may be named anything.</summary>
    private static string? Storable(string? text) => text?.Replace('\0', '\uFFFD');
}
