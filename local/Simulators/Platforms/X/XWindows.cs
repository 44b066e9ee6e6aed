using System.Collections.Concurrent;
using System.Globalization;

namespace Simulators.Platforms.X;

/// <summary>Calls within 15 minutes, which begin with the first of them. Told in headers, in good answers too.</summary>
internal sealed class XWindows(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Takes one call; false, and nothing is taken, when there were too many.</summary>
    /// <param name="key">Whose calls of what.</param>
    /// <param name="capacity">How many there may be.</param>
    /// <param name="headers">Where it is told; null tells nobody.</param>
    public bool TryTake(string key, int capacity, IHeaderDictionary? headers)
    {
        bool isFree = _windows.GetOrAdd(key, _ => new Window()).TryTake(time.GetUtcNow(), capacity, out int left, out DateTimeOffset reset);
        Tell(headers, capacity, left, reset);
        return isFree;
    }

    /// <summary>The same with nothing left, whatever was used.</summary>
    public void TellUsedUp(int capacity, IHeaderDictionary headers) => Tell(headers, capacity, 0, time.GetUtcNow() + Length);

    private static void Tell(IHeaderDictionary? headers, int limit, int remaining, DateTimeOffset reset)
    {
        if (headers is not null)
        {
            headers["x-rate-limit-limit"] = limit.ToString(CultureInfo.InvariantCulture);
            headers["x-rate-limit-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
            headers["x-rate-limit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }
    }

    private sealed class Window
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _start;
        private int _used;

        public bool TryTake(DateTimeOffset now, int capacity, out int left, out DateTimeOffset reset)
        {
            lock (_gate)
            {
                if (now - _start >= Length)
                {
                    _start = now;
                    _used = 0;
                }

                bool isFree = _used < capacity;
                _used += isFree ? 1 : 0;
                left = capacity - _used;
                reset = _start + Length;
                return isFree;
            }
        }
    }
}
