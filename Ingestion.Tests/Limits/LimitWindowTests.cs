using Ingestion.Core.Limits;
using Xunit;

namespace Ingestion.Tests.Limits;

[Trait("Category", "Unit")]
public sealed class LimitWindowTests
{
    [Theory]
    [InlineData("2026-03-07T12:00:00Z", "2026-03-07T08:00:00Z", "2026-03-08T08:00:00Z")]
    [InlineData("2026-03-08T12:00:00Z", "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z")] // 23 hours
    [InlineData("2026-03-09T06:59:59Z", "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z")]
    [InlineData("2026-03-09T07:00:00Z", "2026-03-09T07:00:00Z", "2026-03-10T07:00:00Z")]
    [InlineData("2026-11-01T12:00:00Z", "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z")] // 25 hours
    [InlineData("2026-11-02T07:30:00Z", "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z")]
    [InlineData("2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z", "2026-11-03T08:00:00Z")]
    public void PacificDay_OverBothChangesOfTheClock_EndsAtMidnightThere(string now, string start, string end)
    {
        CalendarWindow day = CalendarWindow.PacificDay;

        Assert.Equal(At(start), day.StartOf(At(now)));
        Assert.Equal(At(end), day.EndOf(At(now)));
    }

    [Theory]
    [InlineData(1, "2026-11-21T00:00:00Z", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData(21, "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-12-21T00:00:00Z")]
    [InlineData(22, "2026-11-21T23:59:59Z", "2026-10-22T00:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData(28, "2026-01-05T00:00:00Z", "2025-12-28T00:00:00Z", "2026-01-28T00:00:00Z")]
    public void Month_FromAnyDay_LastsUntilThatDay(int firstDay, string now, string start, string end)
    {
        CalendarWindow month = new(TimeZoneInfo.Utc, firstDay);

        Assert.Equal((At(start), At(end)), (month.StartOf(At(now)), month.EndOf(At(now))!.Value));
    }

    [Fact]
    public void Sliding_HasNoEnd()
    {
        SlidingWindow minute = new(TimeSpan.FromMinutes(1));

        Assert.Null(minute.EndOf(At("2026-11-21T10:00:30Z")));
        Assert.Equal(At("2026-11-21T09:59:30Z"), minute.StartOf(At("2026-11-21T10:00:30Z")));
        Assert.Equal(At("2026-11-21T10:00:00Z"), minute.PeriodOf(At("2026-11-21T10:00:30Z")));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
