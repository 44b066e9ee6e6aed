namespace Simulators.Platforms;

/// <summary>What one user of a platform has granted, as it is at the moment. Replaced as a whole with each change.</summary>
internal sealed record Grant
{
    public required Guid Id { get; init; }

    /// <summary><c>tiktok</c>, <c>x</c>, ...</summary>
    public required string Platform { get; init; }

    /// <summary>The signed-in user, <c>user-1</c> unless the sign-in names another.</summary>
    public required string User { get; init; }

    /// <summary>Waits for its exchange; null once it was exchanged.</summary>
    public string? Code { get; init; }

    public string? CodeChallenge { get; init; }

    public string? RedirectUri { get; init; }

    public string Scope { get; init; } = "";

    public string? AccessToken { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>Null: the access token does not end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Access tokens that went before and are good to their own end, where refreshing does not kill them.</summary>
    public IReadOnlyList<OlderToken> Older { get; init; } = [];

    public string? RefreshToken { get; init; }

    public DateTimeOffset? RefreshExpiresAt { get; init; }

    public bool IsRevoked { get; init; }
}

/// <summary>An access token that has a successor.</summary>
internal sealed record OlderToken(string Value, DateTimeOffset ExpiresAt);
