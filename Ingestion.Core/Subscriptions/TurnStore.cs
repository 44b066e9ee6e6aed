using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Persistence;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>What senders read and write. No transaction is held while anything is sent.</summary>
/// <param name="database">The product's database.</param>
/// <param name="events">Makes the event of a subscription that is disabled.</param>
/// <param name="options">How long things last.</param>
/// <param name="clock">Gives the times of events and tests.</param>
internal sealed class TurnStore(Database database, WebhookEvents events, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const int TidyBatch = 5000;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    internal Task<IReadOnlyList<WebhookTarget>> ClaimAsync(
        bool isSlow, int limit, Guid leaseId, TimeSpan lease, CancellationToken cancellationToken) =>
        database.ReadAsync(TurnSql.Claim, new { isSlow, limit, leaseId, lease }, WebhookTarget.Read, cancellationToken);

    internal Task<IReadOnlyList<DueDelivery>> ReadDueAsync(Guid subscriptionId, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            TurnSql.ReadDue,
            new { subscriptionId, limit },
            row => new DueDelivery(
                row.GetGuid(0), row.GetGuid(3), row.GetInt32(2), new WebhookMessage(row.GetGuid(1), row.GetString(4))),
            cancellationToken);

    internal Task RecordAsync(DueDelivery delivery, SendResult result, CancellationToken cancellationToken)
    {
        // Who wants nothing more is not asked again; when the owner enables the subscription, the delivery may still be waiting.
        TimeSpan? wait = result.IsDelivered ? null : RetrySchedule.WaitAfter(delivery.Attempts + 1, result.RetryAfter);
        return database.ExecuteAsync(
            TurnSql.Record,
            new
            {
                delivery.DeliveryId,
                status = result.IsDelivered ? "delivered" : wait is null ? "failed" : "pending",
                wait,
                result.StatusCode,
                result.ElapsedMs,
                result.Error,
                result.AnswerCut,
            },
            cancellationToken);
    }

    internal Task RecordTestAsync(
        Guid subscriptionId, Guid deliveryId, string eventType, SendResult result, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            TurnSql.RecordTest,
            new
            {
                subscriptionId,
                deliveryId,
                eventType,
                status = result.IsDelivered ? "delivered" : "failed",
                result.StatusCode,
                result.ElapsedMs,
                result.Error,
                result.AnswerCut,
                at = clock.GetDatabaseNow(),
            },
            cancellationToken);

    internal Task ReleaseAsync(Guid subscriptionId, Guid leaseId, TimeSpan wait, CancellationToken cancellationToken) =>
        database.ExecuteAsync(TurnSql.Release, new { subscriptionId, leaseId, wait }, cancellationToken);

    /// <returns>Whether the receiver has brought nothing but failures for too long.</returns>
    internal Task<bool> SettleAsync(Guid subscriptionId, Guid leaseId, TurnOutcome outcome, CancellationToken cancellationToken) =>
        database.ScalarAsync<bool>(
            TurnSql.Settle,
            new
            {
                subscriptionId,
                leaseId,
                outcome.IsSlow,
                outcome.IsFailing,
                outcome.IsAlive,
                firstRest = FirstRest,
                longestRest = LongestRest,
                longestGap = RetrySchedule.LongestGap,
                options.Value.DisableAfter,
            },
            cancellationToken);

    /// <returns>Whether it was enabled until now.</returns>
    internal async Task<bool> DisableAsync(WebhookTarget webhook, string reason, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clock.GetDatabaseNow();
        OutboxEvent disabled = events.Disabled(webhook, reason, at);
        return await database.ScalarAsync<long>(
            TurnSql.Disable,
            new
            {
                webhook.SubscriptionId,
                reason,
                at,
                eventId = disabled.Id,
                disabled.EventType,
                disabled.Topic,
                disabled.Envelope,
            },
            cancellationToken) == 1;
    }

    /// <summary>Forgets old secrets and old deliveries.</summary>
    internal Task TidyAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(TurnSql.Tidy, new { keep = options.Value.KeepDeliveries, limit = TidyBatch }, cancellationToken);
}
