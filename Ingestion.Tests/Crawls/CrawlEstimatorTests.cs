using Ingestion.Core.Crawls;
using Ingestion.Core.Providers.BrightData;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlEstimatorTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Theory]
    [InlineData("gd_lkaxegm826bjpoo9m5", "https://www.facebook.com/a", 2000, 2000, 3.0)]
    [InlineData("gd_lkaxegm826bjpoo9m5", "https://www.facebook.com/a", null, 100, 0.15)]
    [InlineData("gd_l1vikfch901nx3by4", "https://www.instagram.com/a", null, 1, 0.0015)]
    [InlineData("gd_lk5ns7kz21pck8jpis", "https://www.instagram.com/p/1", 10, 1, 0.0015)]
    [InlineData("gd_unknown", "https://www.instagram.com/a", 10, 10, 0.015)]
    public async Task Estimate_Order_IsTheMostThatMayBeBilled(string dataset, string url, int? posts, int records, double cost)
    {
        CrawlEstimate estimate = await EstimateAsync(PipelineDatabase.Order(dataset, posts: posts) with { Url = url });

        Assert.Equal((records, (decimal)cost, true), (estimate.MaxRecords, estimate.MaxCostUsd, estimate.IsWithinBudget));
        Assert.Equal(posts is null, estimate.Request.NumOfPostsIsDefault);
    }

    [Fact]
    public async Task Estimate_Budget_IsThatOfTheIntake()
    {
        await pipeline.EmptyAsync();
        BudgetOptions budget = new() { MonthlyRecordsPerBrand = 100 };
        await pipeline.Intake(budget).SubmitAsync(PipelineDatabase.Order(brand: "b", posts: 60), null, null, default);

        CrawlEstimate fits = await EstimateAsync(PipelineDatabase.Order(brand: "b", posts: 40), budget);
        CrawlEstimate over = await EstimateAsync(PipelineDatabase.Order(brand: "b", posts: 41), budget);
        CrawlEstimate other = await EstimateAsync(PipelineDatabase.Order(brand: null, posts: 41), budget);

        Assert.Equal((100, 60, true), (fits.BudgetLimit, fits.BudgetUsed, fits.IsWithinBudget));
        Assert.False(over.IsWithinBudget);
        Assert.Equal((null, null, true), (other.BudgetLimit, other.BudgetUsed, other.IsWithinBudget));
        Assert.Equal(1, await pipeline.CountAsync("crawl_metadata"));
    }

    private Task<CrawlEstimate> EstimateAsync(CrawlRequest order, BudgetOptions? budget = null) => new CrawlEstimator(
        pipeline.Database,
        Options.Create(budget ?? new BudgetOptions()),
        Options.Create(new CrawlOptions()),
        Options.Create(new BrightDataOptions()),
        pipeline.Clock).EstimateAsync(order, default);
}
