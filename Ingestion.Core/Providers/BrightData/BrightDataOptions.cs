using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Providers.BrightData;

/// <summary>
/// How this service calls Bright Data. Section <c>BrightData</c>; the base URL also as <c>BRIGHTDATA_BASE_URL</c>.
/// </summary>
public sealed class BrightDataOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "BrightData";

    /// <summary>The flat setting that overrides <see cref="BaseUrl"/>.</summary>
    public const string BaseUrlKey = "BRIGHTDATA_BASE_URL";

    /// <summary>Where the provider is. https, or http on a loopback address only.</summary>
    /// <value>Default <c>https://api.brightdata.com</c>.</value>
    [Required]
    public Uri BaseUrl { get; set; } = new("https://api.brightdata.com");

    /// <summary>Price of 1,000 delivered records in US dollars, for the estimate of a dry run. Plans and contracts differ.</summary>
    /// <value>Default 1.50, the published price without a plan.</value>
    /// <remarks>Source: https://docs.brightdata.com/datasets/scrapers/scrapers-library/faqs, read 2026-11-21.</remarks>
    [Range(0.0, 1000.0)]
    public decimal UsdPerThousandRecords { get; init; } = 1.50m;

    /// <summary>Longest wait for one answer, body included; for a download, for its headers.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of a call that changes nothing (or can be repeated), the first included. A trigger has one.</summary>
    /// <value>Default 3.</value>
    [Range(1, 10)]
    public int MaxNumberOfAttempts { get; init; } = 3;

    /// <summary>Wait before the second attempt; doubles after that, with jitter.</summary>
    /// <value>Default 500 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Share of failed calls, 0 to 1, at which the circuit opens for all calls of this process.</summary>
    /// <value>Default 0.5.</value>
    [Range(0.05, 1.0)]
    public double CircuitFailureRatio { get; init; } = 0.5;

    /// <summary>Calls within <see cref="CircuitSamplingDuration"/> before the circuit may open.</summary>
    /// <value>Default 20.</value>
    [Range(2, 10_000)]
    public int CircuitMinimumThroughput { get; init; } = 20;

    /// <summary>The time over which calls are counted.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CircuitSamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit answers without a call.</summary>
    /// <value>Default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CircuitBreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest answer that is read into memory (everything but a download), in bytes.</summary>
    /// <value>Default 16 MiB: a list page of 1,000 snapshots is about 150 KB.</value>
    [Range(65_536, 268_435_456)]
    public int MaxAnswerBytes { get; init; } = 16 * 1024 * 1024;
}
