namespace Ingestion.Core.Accounts;

/// <summary>A valid order to connect an account.</summary>
public sealed record NewAccount
{
    /// <summary>A name of <see cref="AccountPlatforms.All"/>.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own id of the account, for example <c>17841400000000001</c> or <c>UCacme</c>.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The account's public name, without <c>@</c>; null when it is not known yet.</summary>
    public string? Handle { get; init; }

    /// <summary>What people call it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The creator that it belongs to.</summary>
    public Guid? CreatorId { get; init; }

    /// <summary><c>platform</c>: its own API. <c>brightdata</c>: as a public page. Default <c>platform</c>.</summary>
    public string Source { get; init; } = AccountSources.Platform;

    /// <summary>The public page; required for <c>brightdata</c>.</summary>
    public string? PageUrl { get; init; }

    /// <summary>What the tokens were granted, in the platform's words.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>As <see cref="AccountSchedule"/> has it. Default <c>daily</c>.</summary>
    public string Schedule { get; init; } = AccountSchedule.Daily;

    /// <summary>Whether the account's holder lets us collect. Default true.</summary>
    public bool DataCollectionEnabled { get; init; } = true;

    /// <summary><c>active</c>, <c>paused</c> or <c>cancelled</c>. Default <c>active</c>.</summary>
    public string SubscriptionStatus { get; init; } = SubscriptionStates.Active;

    /// <summary>Null where the account needs none.</summary>
    public AccountTokens? Tokens { get; init; }

    /// <summary>Whether the platform named id and handle itself, at a sign-in.</summary>
    internal bool IsIdentityProved { get; init; }
}
