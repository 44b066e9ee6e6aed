using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlStatusReaderTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Read_NoHistory_HasNoEstimate()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await pipeline.SubmitAsync();
        pipeline.Clock.Advance(TimeSpan.FromMinutes(2));

        CrawlStatusView view = (await Reader().ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None))!;

        Assert.Null(view.EstimatedCompletion);
        Assert.Equal(("queued", true, false), (view.Status, view.IsActive, view.ReadyForDownload));
        Assert.Equal(TimeSpan.FromMinutes(2), view.Elapsed);
    }

    [Fact]
    public async Task Read_HistoryOfTheDataset_EstimatesByItsMedian()
    {
        await pipeline.EmptyAsync();
        foreach (int minutes in new[] { 1, 3, 60 })
        {
            await Stories.CompletedAsync(pipeline, $"sd_{minutes}", TimeSpan.FromMinutes(minutes));
        }

        Crawl sameDataset = await Stories.PollingAsync(pipeline, "sd_now");
        Crawl otherDataset = await pipeline.SubmitAsync(PipelineDatabase.Order("gd_other"));

        foreach (Crawl crawl in new[] { sameDataset, otherDataset })
        {
            CrawlStatusView view = (await Reader().ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None))!;
            Assert.Equal(crawl.CreatedAt + TimeSpan.FromMinutes(3), view.EstimatedCompletion);
        }
    }

    [Fact]
    public async Task Read_SecondTimeWithinAMinute_KeepsTheEstimate()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await pipeline.SubmitAsync();
        CrawlStatusReader reader = Reader();
        await reader.ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None);
        await Stories.CompletedAsync(pipeline, "sd_new", TimeSpan.FromMinutes(1));

        CrawlStatusView kept = (await reader.ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None))!;
        pipeline.Clock.Advance(TimeSpan.FromSeconds(61));
        CrawlStatusView renewed = (await reader.ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None))!;

        Assert.Null(kept.EstimatedCompletion);
        Assert.NotNull(renewed.EstimatedCompletion);
    }

    [Fact]
    public async Task Read_Completed_ShowsTheEndInsteadOfAnEstimate()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await Stories.CompletedAsync(pipeline, "sd_end", TimeSpan.FromMinutes(4));

        CrawlStatusView view = (await Reader().ReadAsync(crawl.CrawlId, Scope.All, CancellationToken.None))!;

        Assert.Equal(("completed", false, true), (view.Status, view.IsActive, view.ReadyForDownload));
        Assert.Equal(TimeSpan.FromMinutes(4), view.Elapsed);
        Assert.Null(view.EstimatedCompletion);
    }

    [Fact]
    public async Task Read_UnknownCrawl_IsNull() =>
        Assert.Null(await Reader().ReadAsync(Guid.NewGuid(), Scope.All, CancellationToken.None));

    private CrawlStatusReader Reader() => new(
        pipeline.Store,
        new CompletionEstimator(pipeline.Database, pipeline.Clock),
        CrawlPlan.From(new CrawlOptions()),
        pipeline.Clock);
}
