using Ingestion.Core.Accounts;

namespace Ingestion.Core.Creators;

/// <summary>A valid order to add a creator.</summary>
public sealed record NewCreator
{
    /// <summary>What people call them.</summary>
    public required string Name { get; init; }

    /// <summary>The owner's own id of them; unique among the owner's creators.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the creator lets us collect, from all of their accounts. Default true.</summary>
    public bool DataCollectionEnabled { get; init; } = true;

    /// <summary><c>active</c>, <c>paused</c> or <c>cancelled</c>. Default <c>active</c>.</summary>
    public string SubscriptionStatus { get; init; } = SubscriptionStates.Active;
}
