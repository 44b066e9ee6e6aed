namespace Simulators.Platforms.YouTube;

/// <summary>The units of the Data API: so many until midnight in California, whatever a call brings.</summary>
internal sealed class YouTubeQuota(TimeProvider time, int unitsPerDay)
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private readonly Lock _gate = new();
    private DateOnly _day;
    private int _used;

    /// <summary>Takes one unit; false when none is left today.</summary>
    public bool TryTake()
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Pacific).DateTime);
        lock (_gate)
        {
            _used = _day == today ? _used : 0;
            _day = today;
            return _used++ < unitsPerDay;
        }
    }
}
