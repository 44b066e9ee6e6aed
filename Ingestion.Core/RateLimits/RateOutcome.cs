namespace Ingestion.Core.RateLimits;

/// <summary>How a call to a provider ended, as far as its rate limit is concerned.</summary>
public enum RateOutcome
{
    /// <summary>No answer: a reset, a time-out, a cancelled call.</summary>
    NoAnswer,

    /// <summary>Any answer but 429.</summary>
    Answered,

    /// <summary>429 Too Many Requests.</summary>
    RateLimited,
}
