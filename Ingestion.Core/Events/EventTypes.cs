namespace Ingestion.Core.Events;

/// <summary>The events of crawls, accounts and subscriptions. Topic: <c>{PUBSUB_TOPIC_PREFIX}-{event type}</c>. docs/events has one page each.</summary>
public static class EventTypes
{
    /// <summary>The provider has accepted the order.</summary>
    public const string CrawlTriggered = "crawl-triggered";

    /// <summary>The raw snapshot is stored whole, and its records are rows.</summary>
    public const string DataIngestionCompleted = "data-ingestion-completed";

    /// <summary>The crawl failed, timed out or was cancelled.</summary>
    public const string CrawlFailed = "crawl-failed";

    /// <summary>A snapshot differs from the schema of its dataset in a way that was not known.</summary>
    public const string SchemaDriftDetected = "schema-drift-detected";

    /// <summary>Everything that a platform has of a connected account in the window is stored.</summary>
    public const string AccountSyncCompleted = "account-sync-completed";

    /// <summary>A connected account could not be synced whole.</summary>
    public const string AccountSyncFailed = "account-sync-failed";

    /// <summary>The platform does not take an account's tokens any more; somebody has to sign in again.</summary>
    public const string AccountReauthorizationRequired = "account-reauthorization-required";

    /// <summary>Nothing is sent to a webhook subscription any more, because its receiver does not want or take it.</summary>
    public const string WebhookDisabled = "webhook-disabled";

    /// <summary>An account's followers or engagement changed much from one day to the next.</summary>
    public const string MetricsSignificantChange = "metrics-significant-change";

    /// <summary>All of them, sorted.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AccountReauthorizationRequired, AccountSyncCompleted, AccountSyncFailed, CrawlFailed, CrawlTriggered, DataIngestionCompleted,
        MetricsSignificantChange, SchemaDriftDetected, WebhookDisabled,
    ];
}
