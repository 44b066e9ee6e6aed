using System.Text;

namespace Simulators.BrightData.Records;

/// <summary>Posting times between 2023-01-01 and 2024-12-31, unsorted, whole seconds.</summary>
internal static class RecordDates
{
    private static readonly byte[][] Days = [.. Enumerable.Range(0, 731)
        .Select(d => Encoding.ASCII.GetBytes(new DateOnly(2023, 1, 1).AddDays(d).ToString("yyyy-MM-dd'T'")))];

    /// <summary>Writes 19 characters, <c>2024-07-07T02:24:38</c>.</summary>
    public static void Write(Span<byte> target, ulong random)
    {
        Days[(int)(random % 731)].CopyTo(target);
        uint second = (uint)((random >> 20) % 86_400);
        Pair(target, 11, second / 3600);
        target[13] = (byte)':';
        Pair(target, 14, second / 60 % 60);
        target[16] = (byte)':';
        Pair(target, 17, second % 60);
    }

    private static void Pair(Span<byte> target, int at, uint value)
    {
        target[at] = (byte)('0' + (value / 10));
        target[at + 1] = (byte)('0' + (value % 10));
    }
}
