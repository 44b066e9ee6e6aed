using System.Text.Json;
using Ingestion.Core.Errors;
using Ingestion.Core.Events;
using Ingestion.Core.Security;

namespace Ingestion.Core.Subscriptions;

/// <summary>The test button: sends a made-up event at once, and once, also while the subscription is disabled.</summary>
public sealed class WebhookTrial
{
    /// <summary>The type of the made-up event. It is in no feed, and only its receiver gets it.</summary>
    public const string EventType = "webhook-test";

    private readonly WebhookStore webhooks;
    private readonly TurnStore turns;
    private readonly WebhookSender sender;
    private readonly KeyWrapper keys;
    private readonly TimeProvider clock;

    internal WebhookTrial(WebhookStore webhooks, TurnStore turns, WebhookSender sender, KeyWrapper keys, TimeProvider clock)
    {
        this.webhooks = webhooks;
        this.turns = turns;
        this.sender = sender;
        this.keys = keys;
        this.clock = clock;
    }

    /// <summary>Sends the test.</summary>
    /// <param name="owner">Whose the subscription is.</param>
    /// <param name="subscriptionId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The delivery that the log has of it; null when the owner has no such subscription.</returns>
    /// <exception cref="DatabaseUnavailableException">Transient: PostgreSQL does not answer.</exception>
    /// <exception cref="CredentialsUnreadableException">Terminal: the secret cannot be opened.</exception>
    public async Task<Guid?> SendAsync(string owner, Guid subscriptionId, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(owner, subscriptionId, cancellationToken) is not { } webhook)
        {
            return null;
        }

        using DataKey key = await keys.OpenAsync(subscriptionId, webhook.Secrets.DataKey, cancellationToken);
        var deliveryId = Guid.CreateVersion7(clock.GetUtcNow());
        EventEnvelope envelope = new()
        {
            Id = deliveryId,
            EventType = EventType,
            Timestamp = clock.GetUtcNow(),
            Data = JsonSerializer.SerializeToElement(
                new Dictionary<string, string> { ["subscription_id"] = subscriptionId.ToString("D"), ["owner"] = owner }),
        };
        WebhookMessage message = new(deliveryId, JsonSerializer.Serialize(envelope));
        SendResult result = await sender.SendAsync(webhook.Url, message, webhook.Secrets.Open(key), cancellationToken);
        await turns.RecordTestAsync(subscriptionId, deliveryId, EventType, result, cancellationToken);
        return deliveryId;
    }
}
