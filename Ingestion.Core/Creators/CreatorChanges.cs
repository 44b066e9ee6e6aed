namespace Ingestion.Core.Creators;

/// <summary>What to change about a creator; null leaves it as it is.</summary>
public sealed record CreatorChanges
{
    /// <summary>As <see cref="NewCreator.Name"/>.</summary>
    public string? Name { get; init; }

    /// <summary>As <see cref="NewCreator.Reference"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>Optional fields to empty, by their names in JSON: <c>reference</c>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>As <see cref="NewCreator.DataCollectionEnabled"/>.</summary>
    public bool? DataCollectionEnabled { get; init; }

    /// <summary>As <see cref="NewCreator.SubscriptionStatus"/>.</summary>
    public string? SubscriptionStatus { get; init; }
}
