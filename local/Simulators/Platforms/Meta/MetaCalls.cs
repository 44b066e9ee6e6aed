using System.Collections.Concurrent;

namespace Simulators.Platforms.Meta;

/// <summary>Calls of each account in the running hour, in percent of what is allowed.</summary>
internal sealed class MetaCalls(TimeProvider time, int callsPerHour)
{
    private readonly ConcurrentDictionary<string, (long Hour, int Calls)> _calls = new();

    /// <summary>Counts a call; the percentage may be over 100.</summary>
    public int Count(string id)
    {
        long hour = Hour();
        int calls = _calls.AddOrUpdate(id, (hour, 1), (_, had) => had.Hour == hour ? (hour, had.Calls + 1) : (hour, 1)).Calls;
        return (int)(calls * 100L / callsPerHour);
    }

    /// <summary>Minutes until the next hour begins.</summary>
    public int MinutesLeft() => 60 - time.GetUtcNow().Minute;

    private long Hour() => time.GetUtcNow().ToUnixTimeSeconds() / 3600;
}
