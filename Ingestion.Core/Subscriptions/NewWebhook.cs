namespace Ingestion.Core.Subscriptions;

/// <summary>A valid order to send events somewhere.</summary>
public sealed record NewWebhook
{
    /// <summary>Where to: an https URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>What people call it; up to 200 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Values of <see cref="Events.EventTypes"/>, or <c>*</c> alone for all of them, also those to come.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }
}
