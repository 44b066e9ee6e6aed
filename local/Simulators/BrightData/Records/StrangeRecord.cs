using System.Text;
using Simulators.BrightData.Faults;

namespace Simulators.BrightData.Records;

/// <summary>The one record of a snapshot that is far too big, nested far too deep, or not UTF-8.</summary>
internal sealed class StrangeRecord(SyntheticRecords records, ActiveFaults faults)
{
    private const int Megabyte = 1024 * 1024;

    public static bool IsAskedBy(ActiveFaults faults) =>
        faults.Has(FaultNames.HugeRecord) || faults.Has(FaultNames.Deep) || faults.Has(FaultNames.InvalidUtf8);

    public async Task WriteAsync(long index, RecordBuffer buffer, Stream stream, CancellationToken cancellationToken)
    {
        string start = $"{{\"url\":\"https://www.facebook.com/strange\",\"post_id\":\"{records.ValuesOf(index).Id}\",\"content\":\"";
        buffer.Write(Encoding.UTF8.GetBytes(start));
        if (faults.Has(FaultNames.InvalidUtf8))
        {
            buffer.Write([0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80]);
        }

        for (long left = (faults.Count(FaultNames.HugeRecord, 500) ?? 0) * Megabyte; left > 0;)
        {
            int size = (int)Math.Min(left, 64 * 1024);
            buffer.Take(size).Fill((byte)'x');
            left -= size;
            await buffer.SendAsync(stream, cancellationToken);
        }

        buffer.Write("\",\"original_post\":"u8);
        int depth = (int)(faults.Count(FaultNames.Deep, 10_000) ?? 0);
        buffer.Take(depth).Fill((byte)'[');
        buffer.Take(depth).Fill((byte)']');
        buffer.Write(depth == 0 ? "null"u8 : ""u8);
        records.WriteTail(index, buffer);
    }
}
