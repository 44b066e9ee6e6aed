namespace Ingestion.Core.Limits;

/// <summary>
/// A moment by both clocks of a host. A host that was frozen may see no time pass on the one, and one whose clock was set may see none on
/// the other; what is leased is good only while both say so.
/// </summary>
/// <param name="Timestamp">The clock that only runs.</param>
/// <param name="At">The clock that is set.</param>
internal readonly record struct LeaseClock(long Timestamp, DateTimeOffset At)
{
    internal static LeaseClock Of(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    internal bool IsWithin(TimeSpan span, TimeProvider time)
    {
        TimeSpan set = time.GetUtcNow() - At;
        return time.GetElapsedTime(Timestamp) < span && set < span && set >= TimeSpan.Zero;
    }
}
