using Ingestion.Core.Accounts;

namespace Ingestion.Core.Schedules;

/// <summary>
/// Tells when a schedule comes true next. Everything is in UTC, where each hour and each day comes exactly once: no change of a
/// clock to or from summer time leaves a run out or doubles it.
/// </summary>
internal sealed class SyncTimes
{
    private const string HourlyCron = "0 0 * * * *";

    private readonly string daily;

    /// <param name="daily">The cron expression of the daily run, six fields; null for <see cref="ScheduleOptions.DefaultDailySchedule"/>.</param>
    internal SyncTimes(string? daily = null) => this.daily = daily ?? ScheduleOptions.DefaultDailySchedule;

    /// <summary>Why a cron expression cannot be used; null when it can.</summary>
    internal static string? FaultOf(string expression)
    {
        int fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != AccountSchedule.CronFields)
        {
            return $"must have six fields, second minute hour day month weekday, but has {fields}";
        }

        return AccountSchedule.Parse(expression) is null ? $"is not a cron expression such as {ScheduleOptions.DefaultDailySchedule}" : null;
    }

    /// <summary>The first time after another at which a schedule comes true; null when it never does.</summary>
    /// <param name="schedule">A value of <c>connected_accounts.schedule</c>.</param>
    /// <param name="time">The other time; it is not given back itself.</param>
    internal DateTimeOffset? NextAfter(string schedule, DateTimeOffset time)
    {
        string? expression = schedule switch
        {
            AccountSchedule.Paused => null,
            AccountSchedule.Daily => daily,
            AccountSchedule.Hourly => HourlyCron,
            _ => schedule,
        };
        if (expression is null || AccountSchedule.Parse(expression) is not { } cron)
        {
            return null;
        }

        DateTime start = time.UtcDateTime;
        DateTime horizon = start.AddDays(AccountSchedule.HorizonDays);
        DateTime next = cron.GetNextOccurrence(start, horizon);
        return next < horizon ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }
}
