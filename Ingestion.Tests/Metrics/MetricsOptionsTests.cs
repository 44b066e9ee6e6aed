using Ingestion.Core.Metrics;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Metrics;

[Trait("Category", "Unit")]
public sealed class MetricsOptionsTests
{
    [Fact]
    public void Options_Defaults_AreTheSeeds()
    {
        MetricsOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Equal((5, 2), (options.SignificantFollowerPercent, options.SignificantEngagementPoints));
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "SignificantEngagementPoints SignificantFollowerPercent",
        CrawlPlanTests.Faults(new MetricsOptions { SignificantFollowerPercent = 0, SignificantEngagementPoints = -1 }));
}
