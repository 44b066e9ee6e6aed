namespace Ingestion.Core.Subscriptions;

/// <summary>What to change about a subscription; null leaves it as it is.</summary>
public sealed record WebhookChanges
{
    /// <summary>As <see cref="NewWebhook.Url"/>.</summary>
    public Uri? Url { get; init; }

    /// <summary>As <see cref="NewWebhook.Description"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Optional fields to empty, by their names in JSON: <c>description</c>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>As <see cref="NewWebhook.EventTypes"/>.</summary>
    public IReadOnlyList<string>? EventTypes { get; init; }

    /// <summary>False sends nothing more; true sends again, also what has been waiting since it was disabled.</summary>
    public bool? Enabled { get; init; }
}
