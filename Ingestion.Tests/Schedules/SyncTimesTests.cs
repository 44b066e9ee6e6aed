using Ingestion.Core.Schedules;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Unit")]
public sealed class SyncTimesTests
{
    private static readonly string[] Schedules = ["hourly", "daily", "0 30 6 * * 1", "0 0 0 1 * *", "0 15,45 */3 * * *", "30 0 2 29 2 *"];

    [Fact]
    public void NextAfter_AnyTime_IsLaterAndTheFirst()
    {
        Random random = new(20261121);
        SyncTimes times = new();
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int n = 0; n < 5000; n++)
        {
            string schedule = Schedules[random.Next(Schedules.Length)];
            DateTimeOffset time = start.AddSeconds(random.Next(3 * 365 * 86_400)).AddTicks(random.Next(10_000_000));

            DateTimeOffset? next = times.NextAfter(schedule, time);

            if (next is not { } found)
            {
                Assert.Equal("30 0 2 29 2 *", schedule); // comes every four years; the horizon is two
                continue;
            }

            Assert.True(found > time, $"{schedule} after {time:O} is {found:O}");
            DateTimeOffset between = time + ((found - time) * random.NextDouble());
            Assert.Equal(between < found ? found : times.NextAfter(schedule, found), times.NextAfter(schedule, between));
        }
    }

    [Theory]
    [InlineData(2026, 3)] // clocks go forward in Europe and in America
    [InlineData(2026, 10)] // and back
    [InlineData(2026, 11)]
    public void NextAfter_OverAChangeOfSummerTime_EachDayAndHourComeOnce(int year, int month)
    {
        SyncTimes times = new();
        DateTimeOffset start = new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        int days = DateTime.DaysInMonth(year, month);

        Assert.Equal(
            Enumerable.Range(0, days).Select(day => start.AddDays(day).AddHours(2)), Walk(times, "daily", start, days));
        Assert.Equal(
            Enumerable.Range(1, 24 * days).Select(hour => start.AddHours(hour)), Walk(times, "hourly", start, 24 * days));
    }

    [Fact]
    public void NextAfter_TimesOfAnotherZone_AreTakenAsUtc() => Assert.Equal(
        new DateTimeOffset(2026, 10, 25, 2, 0, 0, TimeSpan.Zero),
        new SyncTimes().NextAfter("daily", new DateTimeOffset(2026, 10, 25, 3, 30, 0, TimeSpan.FromHours(2))));

    [Fact]
    public void NextAfter_OwnDailySchedule_IsUsedForDailyAccountsOnly()
    {
        SyncTimes times = new("0 30 4 * * *");
        DateTimeOffset time = new(2026, 11, 21, 0, 10, 0, TimeSpan.Zero);

        Assert.Equal(time.AddMinutes(260), times.NextAfter("daily", time));
        Assert.Equal(time.AddMinutes(50), times.NextAfter("hourly", time));
    }

    [Fact]
    public void NextAfter_Paused_IsNever() => Assert.Null(new SyncTimes().NextAfter("paused", DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("0 0 2 * * * *", "must have six fields, second minute hour day month weekday, but has 7")]
    [InlineData("0 2 * * *", "must have six fields, second minute hour day month weekday, but has 5")]
    [InlineData("0 0 25 * * *", "is not a cron expression such as 0 0 2 * * *")]
    [InlineData("0 0 2 * * *", null)]
    public void FaultOf_Expression_SaysWhatIsWrong(string expression, string? fault) =>
        Assert.Equal(fault, SyncTimes.FaultOf(expression));

    private static IEnumerable<DateTimeOffset> Walk(SyncTimes times, string schedule, DateTimeOffset time, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            time = times.NextAfter(schedule, time)!.Value;
            yield return time;
        }
    }
}
