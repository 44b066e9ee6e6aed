using Ingestion.Core.Sync;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Sync;

[Trait("Category", "Unit")]
public sealed class SyncOptionsTests
{
    [Fact]
    public void Options_Defaults_WaitForADailyQuotaAndNotForAMonthlyCap()
    {
        SyncOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal((TimeSpan.FromMinutes(3), 8, TimeSpan.FromHours(25)), (options.MaxRunTime, options.MaxAttempts, options.MaxWait));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)), (options.FirstRetryInterval, options.MaxRetryInterval));
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "FirstRetryInterval MaxAttempts MaxRetryInterval MaxRunTime MaxWait",
        CrawlPlanTests.Faults(new SyncOptions
        {
            MaxRunTime = TimeSpan.Zero,
            MaxAttempts = 0,
            FirstRetryInterval = TimeSpan.Zero,
            MaxRetryInterval = TimeSpan.FromDays(2),
            MaxWait = TimeSpan.FromDays(7),
        }));
}
