namespace Ingestion.Core.Limits;

/// <summary>A day or a month of the calendar, from midnight to midnight in a time zone.</summary>
/// <param name="Zone">Whose midnight.</param>
/// <param name="FirstDay">Null: a day. Else: a month that begins on this day, 1 to 28.</param>
internal sealed record CalendarWindow(TimeZoneInfo Zone, int? FirstDay = null) : LimitWindow
{
    /// <summary>From 00:00 UTC.</summary>
    internal static CalendarWindow UtcDay { get; } = new(TimeZoneInfo.Utc);

    /// <summary>From the first at 00:00 UTC.</summary>
    internal static CalendarWindow UtcMonth { get; } = new(TimeZoneInfo.Utc, FirstDay: 1);

    /// <summary>From midnight in California, which is 07:00 or 08:00 UTC; it has 23, 24 or 25 hours.</summary>
    internal static CalendarWindow PacificDay { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));

    internal override TimeSpan Length => TimeSpan.FromDays(FirstDay is null ? 1 : 30);

    internal override DateTimeOffset StartOf(DateTimeOffset now) => MidnightOf(FirstDateOf(now));

    internal override DateTimeOffset? EndOf(DateTimeOffset now)
    {
        DateOnly first = FirstDateOf(now);
        return MidnightOf(FirstDay is null ? first.AddDays(1) : first.AddMonths(1));
    }

    internal override DateTimeOffset PeriodOf(DateTimeOffset now) => StartOf(now);

    private DateOnly FirstDateOf(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        if (FirstDay is not { } day)
        {
            return today;
        }

        DateOnly first = new(today.Year, today.Month, day);
        return first <= today ? first : first.AddMonths(-1);
    }

    private DateTimeOffset MidnightOf(DateOnly date)
    {
        // Clocks change at two o'clock there, so that midnight is there once on every day.
        DateTime local = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
