using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingestion.Core.Events;

/// <summary>An event as it goes out: seed shape plus <c>id</c>, which is the same for every repetition of the event.</summary>
public sealed record EventEnvelope
{
    /// <summary>The value of <see cref="Source"/>.</summary>
    public const string ServiceName = "data-ingestion-service";

    /// <summary>Derived from the crawl, the event type and the attempt. Also the Service Bus MessageId.</summary>
    [JsonPropertyName("id")]
    public required Guid Id { get; init; }

    /// <summary>A value of <see cref="EventTypes"/>, for example <c>crawl-triggered</c>.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>When it happened, for example <c>2026-11-21T10:00:00.123456Z</c>.</summary>
    [JsonPropertyName("timestamp")]
    [JsonConverter(typeof(UtcTimestampConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Always <c>data-ingestion-service</c>.</summary>
    [JsonPropertyName("source")]
    public string Source { get; init; } = ServiceName;

    /// <summary>The event's own fields; docs/events lists them.</summary>
    [JsonPropertyName("data")]
    public required JsonElement Data { get; init; }
}
