namespace Ingestion.Core.Events;

/// <summary>Where events go. The Azure build has a Service Bus publisher; elsewhere the feed alone is enough.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Sends events, in this order. Throwing means that any of them may have been sent or not: each is then tried again by
    /// itself, and its id tells a repetition.
    /// </summary>
    /// <param name="events">1 to 500 events; those of one crawl are in the order in which they happened.</param>
    /// <param name="cancellationToken">Gives up when the relay's lease is about to end.</param>
    Task PublishAsync(IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken);
}
