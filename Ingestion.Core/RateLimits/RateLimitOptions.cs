using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.RateLimits;

/// <summary>How far this service goes towards a provider's limit on 429 answers. Section <c>RateLimits</c>.</summary>
/// <remarks>
/// Bright Data blocks an IP address after 25 answers of 429 in 5 minutes, until support lifts the block
/// (https://docs.brightdata.com/api-reference/web-scraper-api/errors; read 2026-11-21).
/// </remarks>
public sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "RateLimits";

    /// <summary>Answers of 429 within <see cref="Window"/> at which all calls of all hosts stop.</summary>
    /// <value>Default 5.</value>
    [Range(1, 20)]
    public int MaxRateLimitedAnswers { get; init; } = 5;

    /// <summary>The time over which answers of 429 are counted.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Most calls under way at once over all hosts while the provider answers well. It is also the most answers of 429 that one
    /// sudden storm can bring, so it stays below the provider's 25. After a quiet <see cref="Window"/>, and after any 429, only
    /// as many calls are under way as answers of 429 are left.
    /// </summary>
    /// <value>Default 20.</value>
    [Range(1, 1000)]
    public int MaxInFlight { get; init; } = 20;

    /// <summary>How long a host goes on without looking at what the other hosts met.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a call waits for its turn before it is answered as rate limited.</summary>
    /// <value>Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(5);
}
