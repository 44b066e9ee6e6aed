namespace Simulators.Platforms;

/// <summary>The clock of the simulated platforms: the given one, and what it was moved by.</summary>
internal sealed class SimulatedClock(TimeProvider inner) : TimeProvider
{
    private long _movedTicks;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddTicks(Interlocked.Read(ref _movedTicks));

    public DateTimeOffset Advance(TimeSpan by)
    {
        Interlocked.Add(ref _movedTicks, by.Ticks);
        return GetUtcNow();
    }
}
