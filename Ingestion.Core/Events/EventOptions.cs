using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Events;

/// <summary>How events go out. Settings <c>Events__*</c>, PUBSUB_TOPIC_PREFIX and EVENT_PUBLISHING_ENABLED.</summary>
public sealed class EventOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Events";

    /// <summary>The first part of every topic.</summary>
    /// <value>Default PUBSUB_TOPIC_PREFIX, else <c>social-analytics</c>.</value>
    [Required]
    [RegularExpression("^[a-z0-9][a-z0-9.-]{0,99}$")]
    public string TopicPrefix { get; set; } = "social-analytics";

    /// <summary>False keeps events in the outbox, unpublished, until it is true again.</summary>
    /// <value>Default EVENT_PUBLISHING_ENABLED, else true.</value>
    public bool PublishingEnabled { get; set; } = true;

    /// <summary>Events handed to the publisher at a time.</summary>
    /// <value>Default 500.</value>
    [Range(1, 500)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long a host that stops in the middle keeps others from relaying.</summary>
    /// <value>Default 10 seconds. Half of it is the most that the publisher may take for one batch.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after a first failure to publish an event; doubled each time.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts to publish an event. Attempts never end.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMinutes(1);
}
