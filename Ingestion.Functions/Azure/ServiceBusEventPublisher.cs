using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Ingestion.Core.Events;

namespace Ingestion.Functions.Azure;

/// <summary>
/// Sends outbox events to Service Bus topics. `MessageId` is the event's id, so that duplicate detection drops a repeated send;
/// `SessionId` is the crawl, so that a subscription with sessions sees one crawl's events in order.
/// </summary>
internal sealed class ServiceBusEventPublisher(ServiceBusClient client) : IEventPublisher, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    public async Task PublishAsync(IReadOnlyList<OutboxEvent> events, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, OutboxEvent> topic in events.GroupBy(e => e.Topic, StringComparer.Ordinal))
        {
            ServiceBusSender sender = _senders.GetOrAdd(topic.Key, client.CreateSender);
            await SendAsync(sender, topic, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceBusSender sender in _senders.Values)
        {
            await sender.DisposeAsync();
        }
    }

    private static async Task SendAsync(ServiceBusSender sender, IEnumerable<OutboxEvent> events, CancellationToken cancellationToken)
    {
        ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync(cancellationToken);
        try
        {
            foreach (OutboxEvent outboxEvent in events)
            {
                if (batch.TryAddMessage(ToMessage(outboxEvent)))
                {
                    continue;
                }

                await sender.SendMessagesAsync(batch, cancellationToken);
                batch.Dispose();
                batch = await sender.CreateMessageBatchAsync(cancellationToken);
                if (!batch.TryAddMessage(ToMessage(outboxEvent)))
                {
                    throw new InvalidOperationException($"Event {outboxEvent.Id} is larger than a Service Bus message may be.");
                }
            }

            await sender.SendMessagesAsync(batch, cancellationToken);
        }
        finally
        {
            batch.Dispose();
        }
    }

    private static ServiceBusMessage ToMessage(OutboxEvent outboxEvent) => new(outboxEvent.Envelope)
    {
        MessageId = outboxEvent.Id.ToString(),
        SessionId = outboxEvent.AggregateId.ToString(),
        Subject = outboxEvent.EventType,
        CorrelationId = outboxEvent.AggregateId.ToString(),
        ContentType = "application/json",
    };
}
