namespace Ingestion.Core.RateLimits;

/// <summary>What one host met since its last report, and what it would like to do.</summary>
internal sealed record RateReport
{
    /// <summary>A name that no other host has.</summary>
    public required string Host { get; init; }

    /// <summary>Answers of 429 since the last report.</summary>
    public int RateLimited { get; init; }

    /// <summary>The longest <c>Retry-After</c> among them; null when none was sent.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the provider gave another answer than 429 since the last report.</summary>
    public bool Answered { get; init; }

    /// <summary>Calls under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Calls waiting for their turn.</summary>
    public int Waiting { get; init; }
}
