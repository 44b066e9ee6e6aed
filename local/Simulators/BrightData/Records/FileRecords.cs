using System.Text;
using System.Text.Json;

namespace Simulators.BrightData.Records;

/// <summary>
/// Records of a file, byte for byte. Positions past its end give the records again with another id, of the same length
/// where it is a number.
/// </summary>
internal sealed class FileRecords(DataFile file, string? tail) : IRecordSource
{
    // Coprime with ten, so that the rounds of one record all have different ids.
    private const ulong Stride = 7_368_787;
    private static readonly string[] IdNames = ["post_id", "x_id", "video_id", "comment_id", "id", "account_id", "url"];
    private readonly byte[]? _tail = tail is null ? null : Encoding.UTF8.GetBytes(tail);

    public void Write(long index, RecordBuffer buffer)
    {
        (long round, long position) = Math.DivRem(index, file.Count);
        ReadOnlySpan<byte> record = file.Record((int)position);
        if (round > 0)
        {
            record = WithOtherId(record, (ulong)round);
        }

        if (_tail is null)
        {
            buffer.Write(record);
            return;
        }

        ReadOnlySpan<byte> open = record[..^1];
        buffer.Write(open);
        buffer.Write(open.IndexOf((byte)':') < 0 ? _tail.AsSpan(1) : _tail);
    }

    private static ReadOnlySpan<byte> WithOtherId(ReadOnlySpan<byte> record, ulong round)
    {
        using JsonDocument document = JsonDocument.Parse(record.ToArray());
        foreach (string name in IdNames)
        {
            if (document.RootElement.TryGetProperty(name, out JsonElement id)
                && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
                && id.ToString() is { Length: > 0 } old)
            {
                return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record).Replace(old, Shift(old, round), StringComparison.Ordinal));
            }
        }

        return record;
    }

    private static string Shift(string id, ulong round)
    {
        if (id.Length is < 2 or > 19 || !id.All(char.IsAsciiDigit))
        {
            return $"{id}-r{round}";
        }

        ulong range = 1;
        for (int i = 1; i < id.Length; i++)
        {
            range *= 10;
        }

        // The first digit stays, so that the number keeps its length and its order of magnitude.
        ulong rest = (ulong.Parse(id.AsSpan(1)) + (round * Stride % range)) % range;
        return id[0] + rest.ToString().PadLeft(id.Length - 1, '0');
    }
}
