using Ingestion.Core.Crawls;
using Ingestion.Core.Quality;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Quality;

[Trait("Category", "Postgres")]
public sealed class RowCountDropTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IAsyncLifetime
{
    public Task InitializeAsync() => pipeline.ExecuteAsync("truncate ingestion.crawl_metadata cascade");

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(new[] { 100, 100, 100 }, 50, 0)]
    [InlineData(new[] { 100, 100, 100 }, 49, 1)]
    [InlineData(new[] { 100, 100, 100 }, 0, 1)]
    [InlineData(new[] { 100, 100 }, 1, 0)]
    [InlineData(new[] { 900, 10, 20, 30, 40, 50 }, 14, 1)] // The first is not among the last five; their median is 30.
    [InlineData(new[] { 900, 10, 20, 30, 40, 50 }, 15, 0)]
    [InlineData(new[] { 0, 0, 0 }, 0, 0)]
    public async Task Rows_AgainstTheLastCrawls_AreFewFromHalfTheMedianOn(int[] before, int rows, int warnings)
    {
        foreach (int count in before)
        {
            await CompleteAsync(count);
        }

        Assert.Equal(warnings, (await CheckAsync(rows)).Warnings);
        Assert.Equal(
            warnings,
            await pipeline.CountAsync("quality_findings where rule = 'row_count_drop' and subject_type = 'snapshot'"));
    }

    [Fact]
    public async Task Rows_OtherPageOrOrderOrUnfinishedCrawl_AreNoMeasure()
    {
        CrawlRequest order = PipelineDatabase.Order();
        await CompleteAsync(100, order with { Url = "https://www.facebook.com/other" });
        await CompleteAsync(100, order with { NumOfPosts = 1000 });
        await CompleteAsync(100, order with { EndDate = new DateOnly(2025, 12, 25) });
        await CompleteAsync(100);
        await CompleteAsync(100);
        await pipeline.SubmitAsync();

        Assert.Equal(0, (await CheckAsync(1)).Warnings);
    }

    [Fact]
    public async Task Rows_LaterCrawls_DoNotChangeAReplay()
    {
        Guid first = (await pipeline.SubmitAsync()).CrawlId;
        for (int number = 0; number < 3; number++)
        {
            await CompleteAsync(100);
        }

        Assert.Equal(0, (await CheckAsync(1, first)).Warnings);
    }

    [Theory]
    [InlineData(0, EmptyResult.Unknown)]
    [InlineData(7, EmptyResult.TrueEmpty)]
    public async Task Empty_NoRecord_IsAnAnswerOfAPageThatAnsweredBefore(int before, EmptyResult expected)
    {
        await CompleteAsync(before, PipelineDatabase.Order() with { NumOfPosts = 1000 });

        Assert.Equal(expected, (await CheckAsync(0)).Empty);
    }

    private async Task<QualityResult> CheckAsync(int rows, Guid? crawlId = null) => await new StagedSnapshot(pipeline)
    {
        CrawlId = crawlId,
        Rows = rows,
    }.CheckAsync();

    private async Task CompleteAsync(int rows, CrawlRequest? order = null)
    {
        pipeline.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Guid crawlId = (await pipeline.SubmitAsync(order)).CrawlId;
        await pipeline.ExecuteAsync(
            """
            update ingestion.crawl_metadata
            set status = 'completed', stored_count = @rows, updated_count = 0, unchanged_count = 0 where crawl_id = @crawlId
            """,
            new { crawlId, rows });
        pipeline.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }
}
