namespace Ingestion.Core.Subscriptions;

/// <summary>What is sent.</summary>
/// <param name="Id">The same for every attempt: the event's id.</param>
/// <param name="Body">JSON text of an <see cref="Events.EventEnvelope"/>.</param>
internal sealed record WebhookMessage(Guid Id, string Body);
