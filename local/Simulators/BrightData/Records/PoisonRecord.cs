using System.Globalization;
using System.Text;

namespace Simulators.BrightData.Records;

/// <summary>Records that look like posts and cannot be used, each for another reason, in turns.</summary>
internal static class PoisonRecord
{
    private static readonly byte[][] Faults =
    [
        [.. "\"content\":\"no id\""u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"a number that nothing can hold\",\"likes\":1e400"u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"a day that never was\",\"date_posted\":\"2024-02-30T10:00:00.000Z\""u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"half a pair \\ud800\""u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"a zero \\u0000\""u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"words for a number\",\"num_comments\":{\"many\":true}"u8],
        [.. "\"post_id\":\"\uE000\",\"content\":\"not UTF-8 "u8, 0xC3, 0x28, (byte)'"'],
    ];

    public static void Write(long number, long index, SyntheticRecords records, RecordBuffer buffer)
    {
        string id = records.ValuesOf(index).Id.ToString(CultureInfo.InvariantCulture);
        buffer.Write("{\"url\":\"https://www.facebook.com/poison/posts/"u8);
        buffer.Write(Encoding.ASCII.GetBytes(id));
        buffer.Write("\",\"user_url\":\"https://www.facebook.com/poison\",\"profile_handle\":\"poison\","u8);
        byte[] fault = Faults[number % Faults.Length];
        int place = fault.AsSpan().IndexOf("\uE000"u8);
        buffer.Write(place < 0 ? fault : fault.AsSpan(0, place));
        if (place >= 0)
        {
            buffer.Write(Encoding.ASCII.GetBytes(id));
            buffer.Write(fault.AsSpan(place + 3));
        }

        records.WriteTail(index, buffer);
    }
}
