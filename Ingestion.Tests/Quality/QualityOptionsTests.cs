using Ingestion.Core.Quality;
using Ingestion.Tests.Crawls;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Unit")]
public sealed class QualityOptionsTests
{
    [Fact]
    public void Options_Defaults_AreThoseOfTheSeed()
    {
        QualityOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.True(new QualityOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((100, 10, 100, 20), (options.MaxFollowerGrowthPercent, options.MaxFollowerLossPercent,
            options.MaxEngagementRate, options.HighEngagementRate));
        Assert.Equal((50, 5, 3, 1000), (options.MinRowsPercent, options.ComparedCrawls, options.MinComparedCrawls,
            options.MaxFindingsPerRule));
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "ComparedCrawls HighEngagementRate MaxEngagementRate MaxFindingsPerRule MaxFollowerGrowthPercent "
        + "MaxFollowerLossPercent MinComparedCrawls MinRowsPercent",
        CrawlPlanTests.Faults(new QualityOptions
        {
            MaxFollowerGrowthPercent = 0,
            MaxFollowerLossPercent = 101,
            MaxEngagementRate = 0,
            HighEngagementRate = double.NaN,
            MinRowsPercent = 101,
            ComparedCrawls = 0,
            MinComparedCrawls = 0,
            MaxFindingsPerRule = 0,
        }));

    [Fact]
    public void Options_ThatContradictEachOther_AreRefused() => Assert.Equal(
        "Quality__HighEngagementRate must not be above Quality__MaxEngagementRate; "
        + "Quality__MinComparedCrawls must not be above Quality__ComparedCrawls",
        new QualityOptionsValidator().Validate(
            null, new QualityOptions { HighEngagementRate = 101, MinComparedCrawls = 6 }).FailureMessage);
}
