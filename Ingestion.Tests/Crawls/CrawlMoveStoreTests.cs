using Ingestion.Core.Crawls;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Tests.Persistence;
using Npgsql;
using Xunit;

namespace Ingestion.Tests.Crawls;

[Trait("Category", "Postgres")]
public sealed class CrawlMoveStoreTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    [Fact]
    public async Task Move_EachStep_KeepsItsFactsAndTimes()
    {
        await pipeline.EmptyAsync();

        Crawl crawl = await Stories.CompletedAsync(pipeline, "sd_facts", TimeSpan.FromMinutes(3));

        Assert.Equal(CrawlState.Completed, crawl.State);
        Assert.Equal(Stories.Payload, crawl.Payload);
        Assert.Equal(Stories.Normalized, crawl.Normalized);
        Assert.Equal(TimeSpan.FromMinutes(3), crawl.FinishedAt - crawl.CreatedAt);
        Assert.All(
            new[] { crawl.TriggeringAt, crawl.PollingAt, crawl.DownloadingAt, crawl.NormalizingAt }, time => Assert.Equal(crawl.CreatedAt, time));
        Assert.Equal(1, await pipeline.CountAsync("raw_data_crawl_snapshots where snapshot_id = 'sd_facts' and post_count = 150"));
        Assert.Equal(1, await pipeline.CountAsync("crawl_intents where outcome = 'accepted' and snapshot_id = 'sd_facts'"));
    }

    [Fact]
    public async Task Move_FromAnotherState_ChangesNothingAndWritesNoEvent()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await pipeline.SubmitAsync();

        bool isMoved = await pipeline.Moves.ToPollingAsync(
            crawl, "sd_x", pipeline.Events.Triggered(crawl, "sd_x", crawl.CreatedAt), crawl.CreatedAt, CancellationToken.None);

        Assert.False(isMoved);
        Assert.Equal(crawl, await pipeline.ReadAsync(crawl.CrawlId));
        Assert.Equal(0, await pipeline.CountAsync("outbox"));
    }

    [Fact]
    public async Task Move_EightAtOnce_OneMakesItWithOneEvent()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await Stories.StoredAsync(pipeline);
        OutboxEvent completed = pipeline.Events.Completed(crawl, Stories.Normalized, crawl.CreatedAt);

        bool[] moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pipeline.Database.RunAsync(
            connection => CrawlMoveStore.ToPublishingAsync(
                connection, crawl, Stories.Normalized, completed, crawl.CreatedAt, CancellationToken.None),
            CancellationToken.None))));

        Assert.Single(moved, isMoved => isMoved);
        Assert.Equal(1, await pipeline.CountAsync("outbox where event_type = 'data-ingestion-completed'"));
    }

    [Fact]
    public async Task Move_NothingNewAmongManyEvents_DoesNotReadThemAll()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await Stories.StoredAsync(pipeline);
        await pipeline.ExecuteAsync("""
            insert into ingestion.outbox (id, event_type, topic, aggregate_id, envelope, created_at)
            select gen_random_uuid(), 'data-ingestion-completed', 'told', gen_random_uuid(), '{}', now() from generate_series(1, 5000);
            analyze ingestion.outbox
            """);
        NormalizedResult nothingNew = Stories.Normalized with { Stored = 0, Updated = 0 };
        OutboxEvent completed = pipeline.Events.Completed(crawl, nothingNew, crawl.CreatedAt);

        long scans = await pipeline.Database.RunAsync(
            async connection =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
                long before = await CountScansAsync(connection);
                await CrawlMoveStore.ToPublishingAsync(connection, crawl, nothingNew, completed, crawl.CreatedAt, CancellationToken.None);
                long after = await CountScansAsync(connection);
                await transaction.CommitAsync();
                return after - before;
            },
            CancellationToken.None);

        Assert.Equal(0, scans);
        Assert.Equal(1, await pipeline.CountAsync($"outbox where aggregate_id = '{crawl.CrawlId}' and event_type = 'data-ingestion-completed'"));
    }

    [Fact]
    public async Task Move_ByAnEarlierAttempt_IsRefused()
    {
        await pipeline.EmptyAsync();
        Crawl first = await Stories.PollingAsync(pipeline);
        await pipeline.ExecuteAsync("update ingestion.crawl_metadata set attempt = 2");

        Assert.False(await pipeline.Moves.ToDownloadingAsync(first, "ready", 1, 1, first.CreatedAt, CancellationToken.None));
    }

    [Fact]
    public async Task Reopen_FailedCrawl_IsANewAttemptWithAnEventOfItsOwn()
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await Stories.DownloadingAsync(pipeline);
        await FailAsync(crawl);
        await pipeline.Moves.ReopenAsync(crawl, "sd_story", crawl.CreatedAt, CancellationToken.None);
        Crawl reopened = await pipeline.ReadAsync(crawl.CrawlId);
        await FailAsync(reopened);

        Assert.Equal((CrawlState.Polling, 2), (reopened.State, reopened.Attempt));
        Assert.Null(reopened.Failure);
        Assert.Null(reopened.FinishedAt);
        Assert.Equal(crawl.DownloadingAt, reopened.DownloadingAt);
        Assert.Equal(2, await pipeline.CountAsync("outbox where event_type = 'crawl-failed'"));
    }

    /// <summary>How often this connection has read all of the outbox, since it told the server last; it tells nothing while it is in a transaction.</summary>
    private static async Task<long> CountScansAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand count = new("select pg_stat_get_xact_numscans('ingestion.outbox'::regclass)", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private Task<bool> FailAsync(Crawl crawl)
    {
        Failure failure = new(ErrorCodes.SnapshotInvalid, "not JSON");
        CrawlEnd end = new() { State = CrawlState.Failed, Stage = Stages.Download, Failure = failure, At = crawl.CreatedAt };
        return pipeline.Moves.ToEndedAsync(
            crawl, end, pipeline.Events.Failed(crawl, end.Stage, failure, end.At), CancellationToken.None);
    }
}
