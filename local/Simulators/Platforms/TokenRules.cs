namespace Simulators.Platforms;

/// <summary>How tokens of one platform live, where it keeps to RFC 6749.</summary>
internal sealed record TokenRules
{
    public required string Platform { get; init; }

    public required TimeSpan AccessLife { get; init; }

    /// <summary>Null: the refresh token does not end.</summary>
    public TimeSpan? RefreshLife { get; init; }

    /// <summary>Each refresh gives a new refresh token and kills the old one.</summary>
    public bool Rotates { get; init; }

    /// <summary>A refresh says the refresh token, new or old.</summary>
    public bool RepeatsRefreshToken { get; init; }

    /// <summary>Field of the refresh token's life.</summary>
    public string? RefreshLifeName { get; init; }

    /// <summary>Field of the user's id.</summary>
    public string? UserIdName { get; init; }

    public string ClientIdName { get; init; } = "client_id";

    public bool UsesBasic { get; init; }
}
