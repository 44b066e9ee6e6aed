namespace Ingestion.Core.Read;

/// <summary>
/// Stretches of time with a number each, as the SQL function <c>ingestion.post_days</c> counts them: days from the year 1 on, and 8, 64 and 512 of
/// them together.
/// </summary>
internal static class TimeBuckets
{
    private const int Levels = 4;
    private const int BitsPerLevel = 3;
    private const int Level = 10_000_000;

    /// <summary>Rows without a time.</summary>
    internal static readonly IReadOnlyList<int> None = [-1];

    /// <summary>
    /// The buckets that cover a stretch of time from its start on, at most nine, and where the last of them ends: as far as was asked for, or
    /// somewhat further. Null when that would take more of them.
    /// </summary>
    /// <param name="start">Where the stretch starts; it lies in the first bucket.</param>
    /// <param name="end">Where it may end.</param>
    internal static (IReadOnlyList<int> Buckets, DateTimeOffset End)? Cover(DateTimeOffset start, DateTimeOffset end)
    {
        for (int level = 0; level < Levels; level++)
        {
            int bits = BitsPerLevel * level;
            (int first, int last) = (Day(start) >> bits, Day(end) >> bits);
            if (Math.Abs(first - last) <= 1 << BitsPerLevel)
            {
                (int low, int high) = (Math.Min(first, last), Math.Max(first, last));
                int[] buckets = [.. Enumerable.Range(low, high - low + 1).Select(bucket => (level * Level) + bucket)];
                return (buckets, start < end ? FirstOf((high + 1) << bits).AddMicroseconds(-1) : FirstOf(low << bits));
            }
        }

        return null;
    }

    private static int Day(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.TicksPerDay);

    /// <summary>The last bucket may reach over the end of all time.</summary>
    private static DateTimeOffset FirstOf(int day) =>
        day > Day(DateTimeOffset.MaxValue) ? DateTimeOffset.MaxValue : new DateTimeOffset(day * TimeSpan.TicksPerDay, TimeSpan.Zero);
}
