namespace Ingestion.Core.Accounts.Tokens;

/// <summary>How a renewal ended.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Tokens">The next tokens; null unless renewed.</param>
/// <param name="RetryAfter">How long to wait; null unless waiting is the answer.</param>
/// <param name="Reason">Why there are none, without secrets.</param>
internal sealed record RenewalResult(
    RenewalStatus Status, AccountTokens? Tokens = null, TimeSpan? RetryAfter = null, string? Reason = null);

/// <summary>What a renewal did.</summary>
internal enum RenewalStatus
{
    /// <summary>The next tokens are stored.</summary>
    Renewed,

    /// <summary>Somebody else is at it, or has done it, or the account may not be asked any more: look again.</summary>
    LeftToOthers,

    /// <summary>The platform could not; later is better.</summary>
    Postponed,

    /// <summary>The platform refuses our application: waiting does not help.</summary>
    AppRefused,

    /// <summary>The tokens are dead; the account is marked and the event written.</summary>
    Ended,
}
