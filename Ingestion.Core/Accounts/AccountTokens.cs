namespace Ingestion.Core.Accounts;

/// <summary>What opens an account at its platform. A class, not a record: it must not print itself.</summary>
public sealed class AccountTokens
{
    /// <summary>Sent with each call. A secret.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Gets the next access token; null where the platform has none. A secret.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the access token was given; when that is not known, when we were.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When the access token ends; null when it does not, or nobody knows.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the refresh token ends; null when it does not, or nobody knows.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(AccountTokens);
}
