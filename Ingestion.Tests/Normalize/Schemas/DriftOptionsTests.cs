using Ingestion.Core.Normalize.Schemas;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Normalize.Schemas;

[Trait("Category", "Unit")]
public sealed class DriftOptionsTests
{
    [Fact]
    public void Options_Defaults_AreValid()
    {
        DriftOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal((5, 0.5, TimeSpan.FromDays(7)), (options.MinRecords, options.BreakingShare, options.QuietPeriod));
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "BreakingShare MinRecords QuietPeriod",
        CrawlPlanTests.Faults(new DriftOptions { MinRecords = 0, BreakingShare = 1.5, QuietPeriod = TimeSpan.FromDays(-1) }));
}
