namespace Ingestion.Core.Persistence;

/// <summary>Times in the database's resolution, so that a value is the same before and after it was stored.</summary>
internal static class DatabaseClock
{
    internal static DateTimeOffset GetDatabaseNow(this TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
