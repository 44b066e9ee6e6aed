namespace Simulators.Platforms;

/// <summary>A limit on the calls of the last so many seconds, over all users of an application.</summary>
/// <param name="time">The clock.</param>
/// <param name="calls">How many may pass in a window.</param>
/// <param name="window">Its length.</param>
internal sealed class CallPace(TimeProvider time, int calls, TimeSpan window)
{
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _passed = new();

    /// <summary>Null when the call may pass; else the whole seconds until one may.</summary>
    public int? Refuse()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            while (_passed.TryPeek(out DateTimeOffset first) && (first + window <= now || first > now))
            {
                _passed.Dequeue();
            }

            if (_passed.Count < calls)
            {
                _passed.Enqueue(now);
                return null;
            }

            return (int)Math.Ceiling((_passed.Peek() + window - now).TotalSeconds);
        }
    }
}
