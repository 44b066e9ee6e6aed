namespace Ingestion.Core.Accounts;

/// <summary>What to change about an account; null leaves it as it is.</summary>
public sealed record AccountChanges
{
    /// <summary>As <see cref="NewAccount.Handle"/>.</summary>
    public string? Handle { get; init; }

    /// <summary>As <see cref="NewAccount.DisplayName"/>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>As <see cref="NewAccount.CreatorId"/>.</summary>
    public Guid? CreatorId { get; init; }

    /// <summary>As <see cref="NewAccount.PageUrl"/>.</summary>
    public string? PageUrl { get; init; }

    /// <summary>As <see cref="NewAccount.Scopes"/>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>As <see cref="NewAccount.Schedule"/>.</summary>
    public string? Schedule { get; init; }

    /// <summary>As <see cref="NewAccount.DataCollectionEnabled"/>.</summary>
    public bool? DataCollectionEnabled { get; init; }

    /// <summary>As <see cref="NewAccount.SubscriptionStatus"/>.</summary>
    public string? SubscriptionStatus { get; init; }

    /// <summary>
    /// Optional fields to empty, by their names in JSON: <c>handle</c>, <c>display_name</c>, <c>creator_id</c>, <c>page_url</c>, <c>scopes</c>.
    /// </summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>New tokens: they replace the old ones, and the account is <c>active</c> again.</summary>
    public AccountTokens? Tokens { get; init; }

    /// <inheritdoc cref="NewAccount.IsIdentityProved"/>
    internal bool IsIdentityProved { get; init; }
}
