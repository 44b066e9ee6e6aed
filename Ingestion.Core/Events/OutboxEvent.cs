namespace Ingestion.Core.Events;

/// <summary>An event that was committed together with the state that it tells of.</summary>
public sealed record OutboxEvent
{
    /// <summary>Stable over every repetition; the Service Bus MessageId.</summary>
    public required Guid Id { get; init; }

    /// <summary>A value of <see cref="EventTypes"/>.</summary>
    public required string EventType { get; init; }

    /// <summary>Where it goes, for example <c>social-analytics-crawl-triggered</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>The crawl; events of one crawl go out in the order in which they were committed.</summary>
    public required Guid AggregateId { get; init; }

    /// <summary>The JSON text of the <see cref="EventEnvelope"/>, to be sent as it is.</summary>
    public required string Envelope { get; init; }
}
