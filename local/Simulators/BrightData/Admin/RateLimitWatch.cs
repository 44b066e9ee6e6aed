namespace Simulators.BrightData.Admin;

/// <summary>Counts answers of 429 as the provider does: 25 within 5 minutes block the caller's IP until support lifts it.</summary>
internal sealed class RateLimitWatch(SimulatorOptions options)
{
    private const int BlockAt = 25;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _recent = new();

    public bool IsBlocked { get; private set; }

    public long Total { get; private set; }

    public int MostInWindow { get; private set; }

    public void Count()
    {
        lock (_gate)
        {
            DateTimeOffset now = options.Time.GetUtcNow();
            while (_recent.TryPeek(out DateTimeOffset oldest) && oldest + Window < now)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(now);
            Total++;
            MostInWindow = Math.Max(MostInWindow, _recent.Count);
            IsBlocked |= options.BlocksIp && _recent.Count >= BlockAt;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _recent.Clear();
            (IsBlocked, Total, MostInWindow) = (false, 0, 0);
        }
    }
}
