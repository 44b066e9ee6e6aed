using Ingestion.Core.Crawls;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlIntakeTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Submit_Order_IsStoredFieldForField()
    {
        Crawl crawl = await pipeline.SubmitAsync();

        Assert.Equal(crawl, await pipeline.ReadAsync(crawl.CrawlId));
        Assert.Equal(PipelineDatabase.Order(), crawl.Request);
    }

    [Fact]
    public async Task Submit_OptionalFieldsMissing_AreNull()
    {
        CrawlRequest bare = new() { DatasetId = "gd_x", Platform = "tiktok", Url = "https://www.tiktok.com/@a" };

        Crawl crawl = await pipeline.SubmitAsync(bare);

        Assert.Equal(bare, (await pipeline.ReadAsync(crawl.CrawlId)).Request);
    }

    [Fact]
    public async Task Submit_HundredTimesAtOnceWithOneKey_IsOneCrawl()
    {
        await pipeline.EmptyAsync();

        SubmitResult[] results = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            _ => Task.Run(() => pipeline.Intake().SubmitAsync(PipelineDatabase.Order(), null, "same", default))));

        Assert.Single(results, result => result.Status == SubmitStatus.Accepted);
        Assert.Equal(99, results.Count(result => result.Status == SubmitStatus.Repeated));
        Assert.Single(results.Select(result => result.Crawl!.CrawlId).Distinct());
        Assert.Equal(1, await pipeline.CountAsync("crawl_metadata"));
    }

    [Fact]
    public async Task Submit_SameKeyOtherBody_IsKeyReused()
    {
        await pipeline.EmptyAsync();
        SubmitResult first = await SubmitAsync(PipelineDatabase.Order());

        SubmitResult second = await SubmitAsync(PipelineDatabase.Order(posts: 11));

        Assert.Equal(SubmitStatus.KeyReused, second.Status);
        Assert.Equal(first.Crawl!.CrawlId, second.Crawl!.CrawlId);
    }

    [Theory]
    [InlineData("acme", "globex")]
    [InlineData("acme", null)]
    public async Task Submit_SameKeyOfAnotherOwner_IsACrawlOfItsOwn(string? owner, string? other)
    {
        await pipeline.EmptyAsync();
        SubmitResult first = await SubmitAsync(PipelineDatabase.Order(), owner);

        SubmitResult second = await SubmitAsync(PipelineDatabase.Order(posts: 11), other);
        SubmitResult again = await SubmitAsync(PipelineDatabase.Order(), owner);

        Assert.Equal(SubmitStatus.Accepted, second.Status);
        Assert.NotEqual(first.Crawl!.CrawlId, second.Crawl!.CrawlId);
        Assert.Equal((SubmitStatus.Repeated, first.Crawl.CrawlId), (again.Status, again.Crawl!.CrawlId));
    }

    [Fact]
    public async Task Submit_WithoutKey_EachIsACrawlOfItsOwn()
    {
        Crawl first = await pipeline.SubmitAsync();
        Crawl second = await pipeline.SubmitAsync();

        Assert.NotEqual(first.CrawlId, second.CrawlId);
    }

    [Fact]
    public async Task Submit_InjectionText_IsStoredAsItIs()
    {
        CrawlRequest odd = PipelineDatabase.Order() with { Category = "'; drop table ingestion.outbox; -- \\ {0} @brand" };

        Crawl crawl = await pipeline.SubmitAsync(odd);

        Assert.Equal(odd, (await pipeline.ReadAsync(crawl.CrawlId)).Request);
    }

    private Task<SubmitResult> SubmitAsync(CrawlRequest request, string? owner = null) =>
        pipeline.Intake().SubmitAsync(request, owner, "key", CancellationToken.None);
}
