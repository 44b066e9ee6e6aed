using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Events;

/// <summary>
/// Brings committed events from the outbox to the publisher: at least once, in order per crawl, by one host at a time.
/// </summary>
/// <remarks>
/// An event that cannot be sent is tried again with growing waits and without end; it holds back the later events of its own
/// crawl only. A host that dies in the middle keeps the others waiting for its lease, no longer.
/// </remarks>
public sealed class OutboxRelay
{
    private const int FailuresThatMeanAnOutage = 3;

    private readonly OutboxStore outbox;
    private readonly IEventPublisher publisher;
    private readonly EventOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<OutboxRelay> logger;
    private readonly SharedRun<int> runs;
    private readonly Guid owner = Guid.NewGuid();

    /// <summary>Makes the process's one relay.</summary>
    /// <param name="outbox">The events and the lease.</param>
    /// <param name="publisher">Where they go.</param>
    /// <param name="options">Whether, how many at a time, and how often again.</param>
    /// <param name="clock">Times out a publisher before the lease ends.</param>
    /// <param name="logger">Names what could not be sent.</param>
    public OutboxRelay(
        OutboxStore outbox,
        IEventPublisher publisher,
        IOptions<EventOptions> options,
        TimeProvider clock,
        ILogger<OutboxRelay> logger)
    {
        this.outbox = outbox;
        this.publisher = publisher;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        runs = new SharedRun<int>(RelayOnceAsync);
    }

    /// <summary>
    /// Sends what is due. Returns at once when another host is at it: that host then looks again before it stops. Does nothing
    /// while EVENT_PUBLISHING_ENABLED is false.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting; the sending goes on.</param>
    /// <returns>The number of events sent by the run that this call shared in.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    public Task<int> RelayAsync(CancellationToken cancellationToken) =>
        options.PublishingEnabled ? runs.JoinAsync(cancellationToken) : Task.FromResult(0);

    /// <summary>The same, for a step whose own work is committed: trouble here is left to the next relay.</summary>
    internal async Task TryRelayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RelayAsync(cancellationToken);
        }
        catch (TransientIngestionException exception)
        {
            logger.RelayPostponed(exception);
        }
    }

    private async Task<int> RelayOnceAsync()
    {
        int sent = 0;
        while (true)
        {
            (bool isHeld, long wakes) = await outbox.AcquireAsync(owner, options.Lease, CancellationToken.None);
            if (!isHeld)
            {
                return sent;
            }

            IReadOnlyList<OutboxEvent> batch;
            while ((batch = await outbox.ReadAsync(options.BatchSize, CancellationToken.None)).Count > 0)
            {
                if (await SendAsync(batch) is not { } count)
                {
                    return sent;
                }

                sent += count;
            }

            if (await outbox.ReleaseAsync(owner, wakes, CancellationToken.None))
            {
                return sent;
            }
        }
    }

    /// <summary>The number sent; null when the lease was lost.</summary>
    private async Task<int?> SendAsync(IReadOnlyList<OutboxEvent> batch)
    {
        if (await TryPublishAsync(batch))
        {
            return await MarkPublishedAsync(batch) ? batch.Count : null;
        }

        return batch.Count == 1 ? await HoldBackAsync(batch) : await SendOneByOneAsync(batch);
    }

    /// <summary>Finds out which event the publisher does not take, and lets the others pass.</summary>
    private async Task<int?> SendOneByOneAsync(IReadOnlyList<OutboxEvent> batch)
    {
        HashSet<Guid> heldBack = [];
        int sent = 0;
        for (int place = 0; place < batch.Count; place++)
        {
            OutboxEvent next = batch[place];
            if (sent == 0 && heldBack.Count >= FailuresThatMeanAnOutage)
            {
                return await HoldBackAsync([.. batch.Skip(place)]);
            }

            if (heldBack.Contains(next.AggregateId))
            {
                continue;
            }

            if (!await TryPublishAsync([next]))
            {
                heldBack.Add(next.AggregateId);
                await HoldBackAsync([next]);
            }
            else if (await MarkPublishedAsync([next]))
            {
                sent++;
            }
            else
            {
                return null;
            }
        }

        return sent;
    }

    private async Task<bool> TryPublishAsync(IReadOnlyList<OutboxEvent> events)
    {
        // Others may take over when the lease ends; by then nothing of ours may be on its way.
        using CancellationTokenSource beforeLeaseEnds = new(options.Lease / 2, clock);
        try
        {
            await publisher.PublishAsync(events, beforeLeaseEnds.Token);
            return true;
        }
        catch (Exception exception)
        {
            logger.PublishFailed(exception, events.Count, events[0].Topic, events[0].Id);
            return false;
        }
    }

    private Task<bool> MarkPublishedAsync(IReadOnlyList<OutboxEvent> events) => outbox.MarkPublishedAsync(
        owner, options.Lease, [.. events.Select(published => published.Id)], CancellationToken.None);

    private async Task<int> HoldBackAsync(IReadOnlyList<OutboxEvent> events)
    {
        await outbox.MarkFailedAsync([.. events.Select(failed => failed.Id)], options, CancellationToken.None);
        return 0;
    }
}
