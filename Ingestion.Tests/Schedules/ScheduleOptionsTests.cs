using Ingestion.Core.Registration;
using Ingestion.Core.Schedules;
using Ingestion.Tests.Crawls;
using Ingestion.Tests.Registration;
using Xunit;

namespace Ingestion.Tests.Schedules;

[Trait("Category", "Unit")]
public sealed class ScheduleOptionsTests
{
    [Fact]
    public void Options_Defaults_AreBatchesOfFifty()
    {
        ScheduleOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal((50, 50, 4), (options.BatchSize, options.MaxConcurrent, options.MaxNumberOfAttempts));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)), (options.SlotTime, options.FirstRetryInterval));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30)), (options.LookInterval, options.MaxLookInterval));
        Assert.Equal(TimeSpan.FromHours(1), options.MaxRetryInterval);
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "BatchSize FirstRetryInterval LookInterval MaxConcurrent MaxLookInterval MaxNumberOfAttempts MaxRetryInterval SlotTime",
        CrawlPlanTests.Faults(new ScheduleOptions
        {
            BatchSize = 0,
            MaxConcurrent = 0,
            SlotTime = TimeSpan.Zero,
            LookInterval = TimeSpan.Zero,
            MaxLookInterval = TimeSpan.Zero,
            MaxNumberOfAttempts = 0,
            FirstRetryInterval = TimeSpan.Zero,
            MaxRetryInterval = TimeSpan.Zero,
        }));

    [Fact]
    public void DailySchedule_SevenFields_IsAFaultOfTheSetting() => Assert.Equal(
        ["DAILY_SYNC_SCHEDULE must have six fields, second minute hour day month weekday, but has 7"],
        Assert.Throws<InvalidSettingsException>(() => IngestionSettings.Read(
            TestConfiguration.With(("DAILY_SYNC_SCHEDULE", "0 0 2 * * * *")))).Faults);
}
