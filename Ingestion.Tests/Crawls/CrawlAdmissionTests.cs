using Ingestion.Core.Crawls;
using Ingestion.Tests.Persistence;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlAdmissionTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Admit_MoreThanTheSlots_FirstComeFirstServedPerDataset()
    {
        await pipeline.EmptyAsync();
        Guid[] first = await SubmitAsync(3, "gd_a");
        Guid[] second = await SubmitAsync(3, "gd_b");

        IReadOnlyList<Guid> admitted = await pipeline.Admission(maxConcurrent: 2).StartedAsync();

        Assert.Equal([first[0], first[1], second[0], second[1]], admitted);
    }

    [Fact]
    public async Task Admit_AllFull_GivesNothing()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(3);
        await pipeline.Admission(1).StartedAsync();

        Assert.Empty(await pipeline.Admission(1).StartedAsync());
    }

    [Theory]
    [InlineData("triggering", 0)]
    [InlineData("polling", 0)]
    [InlineData("downloading", 1)]
    [InlineData("failed", 1)]
    public async Task Admit_HolderMovedOn_SlotIsFreeWhenItsPollingHasEnded(string holderState, int expected)
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(2);
        await pipeline.Admission(1).StartedAsync();
        await pipeline.ExecuteAsync(
            "update ingestion.crawl_metadata set status = @holderState where admitted_at is not null", new { holderState });

        Assert.Equal(expected, (await pipeline.Admission(1).StartedAsync()).Count);
    }

    [Fact]
    public async Task Admit_EightHostsAtOnce_NeverMoreThanTheSlotsAndNoneTwice()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(30);

        IReadOnlyList<Guid>[] admitted = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => pipeline.Admission(10).StartedAsync())));

        Guid[] all = [.. admitted.SelectMany(ids => ids)];
        Assert.Equal(10, all.Length);
        Assert.Equal(10, all.Distinct().Count());
    }

    [Fact]
    public async Task Admit_ManyCallersOfOneHost_EachCrawlIsGivenToOneOfThem()
    {
        await pipeline.EmptyAsync();
        CrawlAdmission admission = pipeline.Admission();

        IReadOnlyList<Guid>[] admitted = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            await pipeline.SubmitAsync();
            return await admission.StartedAsync();
        })));

        Guid[] all = [.. admitted.SelectMany(ids => ids)];
        Assert.Equal(50, all.Length);
        Assert.Equal(50, all.Distinct().Count());
    }

    [Fact]
    public async Task Admit_AdmittedLongAgoButNeverStarted_IsGivenOutAgain()
    {
        await pipeline.EmptyAsync();
        Guid[] ids = await SubmitAsync(1);
        await pipeline.Admission().StartedAsync();
        IReadOnlyList<Guid> atOnce = await pipeline.Admission().StartedAsync();
        await pipeline.ExecuteAsync("update ingestion.crawl_metadata set dispatched_at = now() - interval '11 s'");

        IReadOnlyList<Guid> later = await pipeline.Admission().StartedAsync();

        Assert.Empty(atOnce);
        Assert.Equal(ids, later);
    }

    [Fact]
    public async Task Admit_LongQueueWithoutStatistics_DoesNotWalkTheQueue()
    {
        await pipeline.EmptyAsync();
        await SubmitAsync(1);
        await pipeline.ExecuteAsync("""
            insert into ingestion.crawl_metadata (crawl_id, dataset_id, platform, url, include_profile_data, crawl_params,
                request_hash, status, created_at, updated_at)
            select gen_random_uuid(), dataset_id, platform, url, false, '{}', '', 'queued', now(), now()
            from ingestion.crawl_metadata, generate_series(1, 10000)
            """);
        await pipeline.Admission().StartedAsync();

        string plan = string.Concat(await pipeline.Database.QueryAsync<string>(
            "explain (analyze, costs off) " + CrawlAdmission.AdmitSql.Replace("$1", "100", StringComparison.Ordinal)
                .Replace("$2", "interval '10 s'", StringComparison.Ordinal),
            null,
            CancellationToken.None));

        Assert.DoesNotMatch("(loops=|rows=|Removed by Filter: )[0-9]{4}", plan);
    }

    private async Task<Guid[]> SubmitAsync(int count, string datasetId = PipelineDatabase.DatasetId)
    {
        List<Guid> ids = [];
        for (int number = 0; number < count; number++)
        {
            ids.Add((await pipeline.SubmitAsync(PipelineDatabase.Order(datasetId))).CrawlId);
        }

        return [.. ids];
    }
}
