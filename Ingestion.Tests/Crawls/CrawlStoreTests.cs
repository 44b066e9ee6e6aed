using Ingestion.Core.Crawls;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlStoreTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Find_UnknownId_IsNull() =>
        Assert.Null(await pipeline.Store.FindAsync(Guid.NewGuid(), CancellationToken.None));

    [Fact]
    public async Task List_PageByPage_GivesEachCrawlOnceNewestFirst()
    {
        await pipeline.EmptyAsync();
        List<Guid> submitted = [];
        for (int number = 0; number < 5; number++)
        {
            pipeline.Clock.Advance(TimeSpan.FromMilliseconds(1));
            submitted.Insert(0, (await pipeline.SubmitAsync()).CrawlId);
        }

        List<Guid> listed = [];
        CrawlCursor? cursor = null;
        do
        {
            CrawlPage page = await ListAsync(new CrawlQuery { Limit = 2, Cursor = cursor });
            listed.AddRange(page.Crawls.Select(crawl => crawl.CrawlId));
            cursor = page.Next is null ? null : CrawlCursor.TryParse(page.Next.ToString());
        }
        while (cursor is not null);

        Assert.Equal(submitted, listed);
    }

    [Fact]
    public async Task List_EachFilter_LeavesOnlyWhatMatches()
    {
        await pipeline.EmptyAsync();
        Crawl wanted = await pipeline.SubmitAsync();
        DateTimeOffset between = pipeline.Clock.GetUtcNow().AddSeconds(1);
        pipeline.Clock.Advance(TimeSpan.FromSeconds(2));
        await pipeline.SubmitAsync(new CrawlRequest { DatasetId = "gd_z", Platform = "x", Url = "https://x.com/a" });
        await pipeline.ExecuteAsync("update ingestion.crawl_metadata set status = 'failed' where platform = 'x'");
        CrawlQuery[] queries =
        [
            new() { State = CrawlState.Queued }, new() { Platform = "facebook" }, new() { DatasetId = PipelineDatabase.DatasetId },
            new() { Brand = "growplus-nutifood" }, new() { Competitor = "nutifood" }, new() { Category = "sua-bot-tre-em" },
            new() { To = between },
        ];

        foreach (CrawlQuery query in queries)
        {
            Assert.Equal(wanted.CrawlId, Assert.Single((await ListAsync(query)).Crawls).CrawlId);
        }

        Assert.Equal("x", Assert.Single((await ListAsync(new CrawlQuery { From = between })).Crawls).Request.Platform);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task List_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(new CrawlQuery { Limit = limit }));

    [Fact]
    public async Task CountActive_TerminalCrawls_AreNotCounted()
    {
        await pipeline.EmptyAsync();
        await pipeline.SubmitAsync();
        await pipeline.SubmitAsync();
        await pipeline.ExecuteAsync(
            "update ingestion.crawl_metadata set finished_at = now() where queue_order = (select min(queue_order) from ingestion.crawl_metadata)");

        Assert.Equal(1, await pipeline.Store.CountActiveAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Cursor_NotOurs_IsNull(string? text) => Assert.Null(CrawlCursor.TryParse(text));

    private Task<CrawlPage> ListAsync(CrawlQuery query) => pipeline.Store.ListAsync(query, Scope.All, CancellationToken.None);
}
