using Ingestion.Core.Persistence;

namespace Ingestion.Core.Events;

/// <summary>The outbox and the lease of its relay. No transaction is held while events are sent.</summary>
/// <param name="database">The product's database.</param>
public sealed class OutboxStore(Database database)
{
    private const string AcquireSql = """
        update ingestion.outbox_relay set
            wakes = wakes + 1,
            owner = case when owner = @owner or expires_at < clock_timestamp() then @owner else owner end,
            expires_at = case when owner = @owner or expires_at < clock_timestamp()
                then clock_timestamp() + @lease else expires_at end
        returning owner = @owner, wakes
        """;

    // While an event waits for its next attempt, the later ones of its crawl wait as well.
    private const string ReadSql = """
        select id, event_type, topic, aggregate_id, envelope::text from ingestion.outbox o
        where published_at is null and not exists (
            select from ingestion.outbox w
            where w.aggregate_id = o.aggregate_id and w.published_at is null and w.next_attempt_at > clock_timestamp())
        order by seq limit @limit
        """;

    // The row lock on the lease makes position order and commit order the same.
    private const string PublishedSql = """
        with held as (
            update ingestion.outbox_relay
            set last_position = last_position + cardinality(@ids), expires_at = clock_timestamp() + @lease
            where owner = @owner
            returning last_position - cardinality(@ids) as start
        ), done as (
            update ingestion.outbox o
            set published_at = clock_timestamp(), position = held.start + published.place, next_attempt_at = null
            from held, unnest(@ids) with ordinality as published (id, place)
            where o.id = published.id and o.published_at is null
        )
        select count(*) from held
        """;

    private const string FailedSql = """
        update ingestion.outbox
        set attempts = attempts + 1,
            next_attempt_at = clock_timestamp() + least(@longest, @first * power(2, least(attempts, 20)))
        where id = any(@ids) and published_at is null
        """;

    private const string ReleaseSql = """
        update ingestion.outbox_relay set owner = null, expires_at = '-infinity' where owner = @owner and wakes = @wakes
        """;

    /// <summary>Takes the lease when it is free, and leaves a note that someone wanted it when it is not.</summary>
    internal async Task<(bool IsHeld, long Wakes)> AcquireAsync(
        Guid owner, TimeSpan lease, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            AcquireSql, new { owner, lease }, row => (row.GetBoolean(0), row.GetInt64(1)), cancellationToken))[0];

    internal Task<IReadOnlyList<OutboxEvent>> ReadAsync(int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            ReadSql,
            new { limit },
            row => new OutboxEvent
            {
                Id = row.GetGuid(0),
                EventType = row.GetString(1),
                Topic = row.GetString(2),
                AggregateId = row.GetGuid(3),
                Envelope = row.GetString(4),
            },
            cancellationToken);

    /// <summary>False when the lease went to another host in the meantime; that host then sends the events again.</summary>
    internal async Task<bool> MarkPublishedAsync(
        Guid owner, TimeSpan lease, Guid[] ids, CancellationToken cancellationToken) =>
        await database.ScalarAsync<long>(PublishedSql, new { owner, lease, ids }, cancellationToken) == 1;

    internal Task MarkFailedAsync(Guid[] ids, EventOptions options, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            FailedSql,
            new { ids, first = options.FirstRetryInterval, longest = options.MaxRetryInterval },
            cancellationToken);

    /// <summary>False when somebody asked for a relay since the lease was taken: then there may be more to send.</summary>
    internal async Task<bool> ReleaseAsync(Guid owner, long wakes, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(ReleaseSql, new { owner, wakes }, cancellationToken) == 1;
}
