namespace Simulators.Platforms.TikTok;

/// <summary>So many calls within the last minute, whoever makes them. Remembers the times of the last ones only.</summary>
internal sealed class TikTokWindow(TimeProvider time, int callsPerMinute)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _calls = new();

    /// <summary>Takes one call; false, and nothing is taken, when there were too many.</summary>
    public bool TryTake()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            while (_calls.TryPeek(out DateTimeOffset oldest) && now - oldest >= Length)
            {
                _calls.Dequeue();
            }

            if (_calls.Count >= callsPerMinute)
            {
                return false;
            }

            _calls.Enqueue(now);
            return true;
        }
    }
}
