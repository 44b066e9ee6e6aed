using Ingestion.Core.Crawls;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Events;

/// <summary>The feed of each caller.</summary>
[Trait("Category", "Postgres")]
public sealed class EventFeedTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>
{
    private static readonly Scope Acme = Scope.Of("acme");

    [Fact]
    public async Task Read_EachScope_GivesItsOwnEventsInOrder()
    {
        await FillAsync("acme", "globex", null, "acme");

        Assert.Equal([1, 4], await PositionsAsync(Acme));
        Assert.Equal([2], await PositionsAsync(Scope.Of("globex")));
        Assert.Equal([3], await PositionsAsync(Scope.Shared));
        Assert.Equal([1, 2, 3, 4], await PositionsAsync(Scope.All));
    }

    [Fact]
    public async Task Read_OnlyForeignEvents_MovesTheCursorOnAndMissesNothing()
    {
        await FillAsync("globex", "globex");
        FeedPage empty = await ReadAsync(0, 10, Acme);
        await AddAsync("globex", "acme");

        FeedPage next = await ReadAsync(empty.Next, 10, Acme);

        Assert.Equal((0, 2L), (empty.Events.Count, empty.Next));
        Assert.Equal(4, Assert.Single(next.Events).Position);
    }

    [Fact]
    public async Task Read_FullPages_GiveEachOwnEventOnce()
    {
        await FillAsync("acme", "globex", "acme", "globex", "acme");

        FeedPage first = await ReadAsync(0, 2, Acme);
        FeedPage second = await ReadAsync(first.Next, 2, Acme);

        Assert.Equal([1, 3], first.Events.Select(next => next.Position));
        Assert.Equal([5], second.Events.Select(next => next.Position));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData(null)]
    public async Task Outbox_EventOfACrawl_HasTheOwnerOfTheCrawl(string? owner)
    {
        await pipeline.EmptyAsync();
        Crawl crawl = await pipeline.SubmitAsync(owner: owner);

        await pipeline.Moves.ToTriggeringAsync(crawl, Guid.NewGuid(), crawl.CreatedAt, default);
        await pipeline.Moves.ToPollingAsync(
            crawl, "sd_1", pipeline.Events.Triggered(crawl, "sd_1", crawl.CreatedAt), crawl.CreatedAt, default);

        Assert.Equal(owner, (await pipeline.ReadAsync(crawl.CrawlId)).Owner);
        Assert.Equal(1, await pipeline.CountAsync($"outbox where coalesce(owner, '') = '{owner}'"));
    }

    private async Task<IEnumerable<long>> PositionsAsync(Scope scope) =>
        (await ReadAsync(0, 10, scope)).Events.Select(next => next.Position);

    private Task<FeedPage> ReadAsync(long after, int limit, Scope scope) =>
        new EventFeed(pipeline.Database).ReadAsync(after, null, limit, scope, CancellationToken.None);

    private async Task FillAsync(params string?[] owners)
    {
        await pipeline.EmptyAsync();
        await AddAsync(owners);
    }

    private async Task AddAsync(params string?[] owners)
    {
        foreach (string? owner in owners)
        {
            await pipeline.ExecuteAsync(
                """
                insert into ingestion.outbox (id, event_type, topic, aggregate_id, owner, envelope, created_at)
                values (gen_random_uuid(), 'e', 't', gen_random_uuid(), @owner, '{}', now())
                """,
                new { owner });
        }

        OutboxRelay relay = new(
            new OutboxStore(pipeline.Database),
            new FeedEventPublisher(),
            Options.Create(new EventOptions()),
            TimeProvider.System,
            NullLogger<OutboxRelay>.Instance);
        await relay.RelayAsync(CancellationToken.None);
    }
}
