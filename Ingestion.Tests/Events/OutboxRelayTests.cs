using System.Collections.Concurrent;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Ingestion.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Ingestion.Tests.Events;

[Trait("Category", "Postgres")]
public sealed class OutboxRelayTests(PipelineDatabase pipeline) : IClassFixture<PipelineDatabase>, IEventPublisher
{
    // Nothing here waits for a lease or a retry to be due: a test that needs it moves the time in the row.
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    private readonly ConcurrentQueue<Guid> published = new();
    private Func<IReadOnlyList<OutboxEvent>, Task> onPublish = _ => Task.CompletedTask;

    [Fact]
    public async Task Relay_Events_AreSentInOrderAndReadableInTheFeed()
    {
        Guid[] ids = await FillAsync(events: 7, crawls: 2);

        int sent = await Relay(batchSize: 3).RelayAsync(CancellationToken.None);

        Assert.Equal(7, sent);
        Assert.Equal(ids, published);
        Assert.Equal(Enumerable.Range(1, 7).Select(position => (long)position), (await FeedAsync()).Select(next => next.Position));
    }

    [Fact]
    public async Task Relay_Again_SendsNothingTwice()
    {
        await FillAsync(3, 1);
        await Relay().RelayAsync(CancellationToken.None);

        Assert.Equal(0, await Relay().RelayAsync(CancellationToken.None));
        Assert.Equal(3, published.Count);
    }

    [Fact]
    public async Task Relay_FourHostsAtOnce_SendEachEventOnceAndInOrder()
    {
        Guid[] ids = await FillAsync(200, 5);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Relay(batchSize: 10).RelayAsync(CancellationToken.None))));

        Assert.Equal(ids, published);
    }

    [Fact]
    public async Task Relay_WhileAnotherHostRelays_LeavesTheNewEventToIt()
    {
        await FillAsync(1, 1);
        TaskCompletionSource entered = new(), mayGoOn = new();
        onPublish = async _ =>
        {
            entered.TrySetResult();
            await mayGoOn.Task;
        };
        Task<int> first = Relay().RelayAsync(CancellationToken.None);
        await entered.Task;
        await AddAsync(1, 1);

        int second = await Relay().RelayAsync(CancellationToken.None);
        mayGoOn.SetResult();

        Assert.Equal(0, second);
        Assert.Equal(2, await first);
    }

    [Fact]
    public async Task Relay_OneEventIsRefused_HoldsBackItsCrawlOnly()
    {
        Guid[] ids = await FillAsync(6, 2);
        onPublish = events => events.Any(next => next.Id == ids[0]) ? throw new InvalidOperationException("no") : Task.CompletedTask;

        int sent = await Relay().RelayAsync(CancellationToken.None);
        onPublish = _ => Task.CompletedTask;
        int early = await Relay().RelayAsync(CancellationToken.None);
        await pipeline.ExecuteAsync("update ingestion.outbox set next_attempt_at = now() where next_attempt_at is not null");
        int late = await Relay().RelayAsync(CancellationToken.None);

        Assert.Equal((3, 0, 3), (sent, early, late));
        Assert.Equal([ids[1], ids[3], ids[5], ids[0], ids[2], ids[4]], published);
    }

    [Fact]
    public async Task Relay_PublisherIsAway_BacksOffEverythingAfterAFewTries()
    {
        await FillAsync(50, 50);
        int tries = 0;
        onPublish = _ =>
        {
            tries++;
            throw new TimeoutException();
        };

        await Relay().RelayAsync(CancellationToken.None);

        Assert.Equal(4, tries);
        Assert.Equal(50, await pipeline.CountAsync("outbox where attempts = 1 and next_attempt_at > now()"));
    }

    [Fact]
    public async Task Relay_Disabled_KeepsTheEvents()
    {
        await FillAsync(2, 1);

        await Relay(isEnabled: false).RelayAsync(CancellationToken.None);

        Assert.Empty(published);
        Assert.Equal(2, await pipeline.CountAsync("outbox where published_at is null"));
    }

    [Fact]
    public async Task Relay_HostDiedWithTheLease_IsTakenOverWhenItEnds()
    {
        await FillAsync(1, 1);
        await pipeline.ExecuteAsync(
            "update ingestion.outbox_relay set owner = gen_random_uuid(), expires_at = now() + interval '1 min'");

        int before = await Relay().RelayAsync(CancellationToken.None);
        await pipeline.ExecuteAsync("update ingestion.outbox_relay set expires_at = now() - interval '1 s'");

        Assert.Equal(0, before);
        Assert.Equal(1, await Relay().RelayAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Relay_LeaseIsLostWhileSending_DoesNotMarkTheEvents()
    {
        await FillAsync(1, 1);
        onPublish = _ => pipeline.ExecuteAsync(
            "update ingestion.outbox_relay set owner = gen_random_uuid(), expires_at = now() + interval '1 min'");

        await Relay().RelayAsync(CancellationToken.None);

        Assert.Equal(1, await pipeline.CountAsync("outbox where published_at is null"));
    }

    [Fact]
    public async Task Feed_ByCursorAndTopic_GivesEachEventOnce()
    {
        Guid[] ids = await FillAsync(5, 1);
        await Relay().RelayAsync(CancellationToken.None);
        EventFeed feed = new(pipeline.Database);

        FeedPage first = await feed.ReadAsync(0, "t", 3, Scope.All, CancellationToken.None);
        FeedPage second = await feed.ReadAsync(first.Next, "t", 3, Scope.All, CancellationToken.None);
        FeedPage end = await feed.ReadAsync(second.Next, "t", 3, Scope.All, CancellationToken.None);

        Assert.Equal(ids.Select(id => $$"""{ "z":1, "id":"{{id}}" }"""), first.Events.Concat(second.Events).Select(next => next.Envelope));
        Assert.Empty(end.Events);
        Assert.Equal(second.Next, end.Next);
        Assert.Empty((await feed.ReadAsync(0, "other", 3, Scope.All, CancellationToken.None)).Events);
    }

    async Task IEventPublisher.PublishAsync(IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken)
    {
        await onPublish(events);
        foreach (OutboxEvent next in events)
        {
            published.Enqueue(next.Id);
        }
    }

    private OutboxRelay Relay(int batchSize = 500, bool isEnabled = true) => new(
        new OutboxStore(pipeline.Database),
        this,
        Options.Create(new EventOptions
        {
            BatchSize = batchSize,
            PublishingEnabled = isEnabled,
            Lease = AnHour,
            FirstRetryInterval = AnHour,
            MaxRetryInterval = AnHour,
        }),
        TimeProvider.System,
        NullLogger<OutboxRelay>.Instance);

    private async Task<Guid[]> FillAsync(int events, int crawls)
    {
        await pipeline.EmptyAsync();
        return await AddAsync(events, crawls);
    }

    private async Task<Guid[]> AddAsync(int events, int crawls)
    {
        Guid[] aggregates = [.. Enumerable.Range(0, crawls).Select(_ => Guid.NewGuid())];
        List<Guid> ids = [];
        for (int number = 0; number < events; number++)
        {
            Guid id = Guid.NewGuid();
            ids.Add(id);
            await pipeline.ExecuteAsync(
                """
                insert into ingestion.outbox (id, event_type, topic, aggregate_id, envelope, created_at)
                values (@id, 'e', 't', @aggregate, @envelope::json, now())
                """,
                new { id, aggregate = aggregates[number % crawls], envelope = $$"""{ "z":1, "id":"{{id}}" }""" });
        }

        return [.. ids];
    }

    private async Task<IReadOnlyList<FeedEvent>> FeedAsync() =>
        (await new EventFeed(pipeline.Database).ReadAsync(0, null, 1000, Scope.All, CancellationToken.None)).Events;
}
