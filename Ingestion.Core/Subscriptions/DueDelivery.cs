namespace Ingestion.Core.Subscriptions;

/// <summary>One event that is to be sent to one receiver now.</summary>
/// <param name="DeliveryId">Its row.</param>
/// <param name="AggregateId">The crawl or account; its events are sent in order.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Message">What is sent.</param>
internal sealed record DueDelivery(Guid DeliveryId, Guid AggregateId, int Attempts, WebhookMessage Message);
