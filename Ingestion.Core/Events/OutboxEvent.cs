using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ingestion.Core.Events;

/// <summary>An event that was committed together with the state that it tells of.</summary>
public sealed record OutboxEvent
{
    private static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Stable over every repetition; the Service Bus MessageId.</summary>
    public required Guid Id { get; init; }

    /// <summary>A value of <see cref="EventTypes"/>.</summary>
    public required string EventType { get; init; }

    /// <summary>Where it goes, for example <c>social-analytics-crawl-triggered</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>The crawl or account; events of one of them go out in the order in which they were committed.</summary>
    public required Guid AggregateId { get; init; }

    /// <summary>The JSON text of the <see cref="EventEnvelope"/>, to be sent as it is.</summary>
    public required string Envelope { get; init; }

    /// <summary>The same aggregate, type and occasion give the same id, whoever asks and however often.</summary>
    internal static OutboxEvent Make<TData>(
        string topicPrefix, string eventType, Guid aggregateId, long occasion, DateTimeOffset at, TData data)
    {
        EventEnvelope envelope = new()
        {
            Id = IdOf(aggregateId, eventType, occasion),
            EventType = eventType,
            Timestamp = at,
            Data = JsonSerializer.SerializeToElement(data, Wire),
        };
        return new OutboxEvent
        {
            Id = envelope.Id,
            EventType = eventType,
            Topic = $"{topicPrefix}-{eventType}",
            AggregateId = aggregateId,
            Envelope = JsonSerializer.Serialize(envelope, Wire),
        };
    }

    private static Guid IdOf(Guid aggregateId, string eventType, long occasion)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{aggregateId:D}/{eventType}/{occasion}"));
        Span<byte> id = hash.AsSpan(0, 16);
        // RFC 9562: version 8 (own scheme), variant 10.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
