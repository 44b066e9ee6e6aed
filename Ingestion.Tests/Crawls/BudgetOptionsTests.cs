using Ingestion.Core.Crawls;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Unit")]
public sealed class BudgetOptionsTests
{
    [Fact]
    public void Options_Defaults_HaveNoCap()
    {
        BudgetOptions options = new();

        Assert.Empty(CrawlPlanTests.Faults(options));
        Assert.Null(options.MonthlyRecordsPerBrand);
        Assert.Equal(1000, options.AssumedRecordsPerCrawl);
    }

    [Fact]
    public void Options_AllInvalid_NameEachSetting() => Assert.Equal(
        "AssumedRecordsPerCrawl MonthlyRecordsPerBrand",
        CrawlPlanTests.Faults(new BudgetOptions { MonthlyRecordsPerBrand = 0, AssumedRecordsPerCrawl = -1 }));
}
