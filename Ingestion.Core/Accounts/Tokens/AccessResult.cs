namespace Ingestion.Core.Accounts.Tokens;

/// <summary>Whether an account can be read now. A class, not a record: it must not print the token.</summary>
public sealed class AccessResult
{
    /// <summary>What to do.</summary>
    public required AccessStatus Status { get; init; }

    /// <summary>Good for the next minutes; null unless ready. A secret: not to be stored, logged or handed to an orchestration.</summary>
    public string? AccessToken { get; init; }

    /// <summary>How long to wait; null unless waiting is the answer.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Status.ToString();
}

/// <summary>What to do with an account.</summary>
public enum AccessStatus
{
    /// <summary>Ask the platform.</summary>
    Ready,

    /// <summary>Another host renews the tokens, or the platform could not; ask again later.</summary>
    Wait,

    /// <summary>Leave it: the holder or the creator does not let us collect, or is not served any more.</summary>
    NotCollected,

    /// <summary>Leave it until somebody has signed in again.</summary>
    ReauthorizationRequired,

    /// <summary>It is gone.</summary>
    NotFound,
}
