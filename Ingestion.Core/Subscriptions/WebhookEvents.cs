using Ingestion.Core.Events;
using Microsoft.Extensions.Options;

namespace Ingestion.Core.Subscriptions;

/// <summary>Makes the events of a subscription, ready for the outbox.</summary>
/// <param name="options">The topic prefix.</param>
internal sealed class WebhookEvents(IOptions<EventOptions> options)
{
    /// <summary>A subscription is disabled once at a time, so the time tells the occasion.</summary>
    internal OutboxEvent Disabled(WebhookTarget webhook, string reason, DateTimeOffset at) => OutboxEvent.Make(
        options.Value.TopicPrefix,
        EventTypes.WebhookDisabled,
        webhook.SubscriptionId,
        at.Ticks,
        at,
        new WebhookDisabledData(webhook.SubscriptionId, webhook.Owner, reason));
}

/// <summary>The `data` of the event, in wire order. Names become snake_case; docs/events has the meanings.</summary>
internal sealed record WebhookDisabledData(Guid SubscriptionId, string Owner, string Reason);
