using Ingestion.Core.Errors;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>
/// Makes the deliveries: follows the feed of published events, and puts one row per event and subscription that wants it. The rows and the
/// place in the feed are one statement, so that an event is neither left out nor there twice, whatever dies when.
/// </summary>
/// <param name="database">The product's database.</param>
/// <param name="options">Who gets the events of shared crawls.</param>
/// <param name="clock">Gives the times of writes.</param>
internal sealed class WebhookFanOut(Database database, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const int BatchSize = 1000;

    // Positions are handed out in commit order, so behind the last one nothing can appear any more.
    // Events without an owner are of shared crawls.
    private const string MakeSql = """
        with place as (
            select f.last_position as start,
                least(f.last_position + @batchSize, (select r.last_position from ingestion.outbox_relay r)) as stop
            from ingestion.webhook_fan_out f for update
        ), news as (
            select o.id, o.event_type, o.position, o.owner
            from place p join ingestion.outbox o on o.position > p.start and o.position <= p.stop
        ), made as (
            insert into ingestion.webhook_deliveries (
                delivery_id, subscription_id, event_id, event_type, position, status, next_attempt_at, created_at)
            select gen_random_uuid(), w.subscription_id, n.id, n.event_type, n.position, 'pending', clock_timestamp(), @at
            from news n join ingestion.webhook_subscriptions w
                on w.disabled_at is null and (w.event_types = array['*'] or n.event_type = any(w.event_types))
                and case
                    when n.owner is not null then w.owner = n.owner
                    else @isForEverybody or w.owner = any(@crawlOwners) end
            on conflict (subscription_id, event_id) do nothing
        )
        update ingestion.webhook_fan_out f set last_position = p.stop from place p where p.stop > p.start
        returning p.stop - p.start = @batchSize
        """;

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        string[] crawlOwners = options.Value.CrawlEventOwnerList();
        bool isForEverybody = crawlOwners.Contains(WebhookOptions.Everybody);
        bool isMore = true;
        while (isMore)
        {
            isMore = await database.ScalarAsync<bool>(
                MakeSql,
                new { batchSize = (long)BatchSize, crawlOwners, isForEverybody, at = clock.GetDatabaseNow() },
                cancellationToken);
        }
    }
}
