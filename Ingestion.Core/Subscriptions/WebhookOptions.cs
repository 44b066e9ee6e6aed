using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Subscriptions;

/// <summary>How events go to the owners' own addresses. Settings <c>Webhooks__*</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Webhooks";

    /// <summary>Everybody, in <see cref="CrawlEventOwners"/>.</summary>
    internal const string Everybody = "*";

    /// <summary>Hosts that may be reached although they are private, and with http: <c>localhost;127.0.0.1</c>.</summary>
    /// <value>Default none.</value>
    public string PrivateHosts { get; init; } = "";

    /// <summary>Owners who get the events of crawls without an owner: <c>acme;globex</c>, or <c>*</c> for all.</summary>
    /// <value>Default none.</value>
    public string CrawlEventOwners { get; init; } = "";

    /// <summary>How long a receiver may take for its answer, connecting included.</summary>
    /// <value>Default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Receivers that are served at a time. Those that are slow or do not answer have a quarter of that for themselves.</summary>
    /// <value>Default 16.</value>
    [Range(1, 200)]
    public int MaxConcurrent { get; init; } = 16;

    /// <summary>How long nothing but failures may come of a receiver before its subscription is disabled.</summary>
    /// <value>Default 5 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long after a change of secrets the old one signs as well.</summary>
    /// <value>Default 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OldSecretLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the delivery log goes back. What could not be delivered by then is given up.</summary>
    /// <value>Default 30 days.</value>
    [Range(typeof(TimeSpan), "4.00:00:00", "365.00:00:00")]
    public TimeSpan KeepDeliveries { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Subscriptions that an owner may have.</summary>
    /// <value>Default 50.</value>
    [Range(1, 10_000)]
    public int MaxPerOwner { get; init; } = 50;

    internal bool IsPrivateHostAllowed(string host) => Listed(PrivateHosts).Contains(host, StringComparer.OrdinalIgnoreCase);

    internal string[] CrawlEventOwnerList() => Listed(CrawlEventOwners);

    private static string[] Listed(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
