using Ingestion.Core.Crawls;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlBudgetTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Submit_OrdersReachTheCap_NextIsRefusedAndNotStored()
    {
        await pipeline.EmptyAsync();

        SubmitStatus[] answers = [await SubmitAsync(60), await SubmitAsync(40), await SubmitAsync(1)];

        Assert.Equal([SubmitStatus.Accepted, SubmitStatus.Accepted, SubmitStatus.BudgetExceeded], answers);
        Assert.Equal(2, await pipeline.CountAsync("crawl_metadata"));
    }

    [Fact]
    public async Task Submit_DeliveredThisMonth_CountsInsteadOfWhatWasOrdered()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(100);
        await EndAllAsync(delivered: 70, finishedAt: "2026-11-01");

        Assert.Equal(SubmitStatus.Accepted, await SubmitAsync(30));
        Assert.Equal(SubmitStatus.BudgetExceeded, await SubmitAsync(1));
    }

    [Fact]
    public async Task Submit_DeliveredLastMonth_DoesNotCount()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(100);
        await EndAllAsync(delivered: 100, finishedAt: "2026-10-31 23:59:59.999");

        Assert.Equal(SubmitStatus.Accepted, await SubmitAsync(100));
    }

    [Fact]
    public async Task Submit_OtherBrandOrNone_IsNotHeldBack()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(100);

        Assert.Equal(SubmitStatus.Accepted, await SubmitAsync(100, brand: "other"));
        Assert.Equal(SubmitStatus.Accepted, await SubmitAsync(1000, brand: null));
    }

    [Fact]
    public async Task Submit_RepeatedOverTheCap_IsStillTheSameCrawl()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(100, key: "k");

        Assert.Equal(SubmitStatus.Repeated, await SubmitAsync(100, key: "k"));
    }

    [Fact]
    public async Task Submit_TwentyAtOnce_NeverPassTheCap()
    {
        await pipeline.EmptyAsync();

        SubmitStatus[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SubmitAsync(10))));

        Assert.Equal(10, answers.Count(answer => answer == SubmitStatus.Accepted));
    }

    private async Task<SubmitStatus> SubmitAsync(int posts, string? brand = "b", string? key = null) =>
        (await pipeline.Intake(new BudgetOptions { MonthlyRecordsPerBrand = 100 })
            .SubmitAsync(PipelineDatabase.Order(brand: brand, posts: posts), null, key, CancellationToken.None)).Status;

    private Task<int> EndAllAsync(long delivered, string finishedAt) => pipeline.ExecuteAsync(
        "update ingestion.crawl_metadata set status = 'completed', record_count = @delivered, finished_at = @finishedAt::timestamptz",
        new { delivered, finishedAt = finishedAt + "Z" });
}
