namespace Ingestion.Core.RateLimits;

/// <summary>What one host may do now.</summary>
/// <param name="Permits">Calls that it may have under way at once, those under way already included.</param>
/// <param name="RetryAfter">Set when no host may call: how long.</param>
/// <param name="HasMore">True when the host could have got more permits than it asked for.</param>
internal sealed record RateGrant(int Permits, TimeSpan? RetryAfter, bool HasMore);
