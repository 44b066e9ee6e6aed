using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Crawls;

/// <summary>How crawls are queued, polled and retried. Settings <c>Crawl__*</c>.</summary>
public sealed class CrawlOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Crawl";

    /// <summary>Default of <see cref="MaxConcurrent"/> when BACKGROUND_MAX_WORKERS is not set either.</summary>
    public const int DefaultMaxConcurrent = 100;

    /// <summary>Crawls per dataset that may hold a job at the provider.</summary>
    /// <value>Default BACKGROUND_MAX_WORKERS, else 100.</value>
    [Range(1, 5000)]
    public int MaxConcurrent { get; set; } = DefaultMaxConcurrent;

    /// <summary>The most posts that one crawl may ask for.</summary>
    /// <value>Default 1,000,000.</value>
    [Range(1, int.MaxValue)]
    public int MaxPosts { get; init; } = 1_000_000;

    /// <summary>The most posts of a crawl whose order gives no number, because the provider bills each record.</summary>
    /// <value>Default 100; never more than <see cref="MaxPosts"/>.</value>
    [Range(1, int.MaxValue)]
    public int DefaultMaxPosts { get; init; } = 100;

    /// <summary>The wait before the first poll; later waits grow from it.</summary>
    /// <value>Default 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstPollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between polls.</summary>
    /// <value>Default BACKGROUND_POLL_INTERVAL, else 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What each wait is multiplied by to give the next, until it reaches <see cref="PollInterval"/>.</summary>
    /// <value>Default 1.5.</value>
    [Range(1.0, 10.0)]
    public double BackoffCoefficient { get; init; } = 1.5;

    /// <summary>Polls after which a crawl is given up.</summary>
    /// <value>Default BACKGROUND_MAX_POLLS, else 120.</value>
    [Range(1, 100_000)]
    public int MaxPolls { get; set; } = 120;

    /// <summary>Polls after which the orchestration's history starts anew.</summary>
    /// <value>Default 20.</value>
    [Range(1, 1000)]
    public int PollsPerGeneration { get; init; } = 20;

    /// <summary>False leaves a triggered crawl alone until POST download.</summary>
    /// <value>Default BACKGROUND_POLLING_ENABLED, else true.</value>
    public bool AutomaticPolling { get; set; } = true;

    /// <summary>The wait when a ready snapshot is still being built and the provider names no time.</summary>
    /// <value>Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan DownloadNotReadyDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a ready snapshot may turn out to be still being built.</summary>
    /// <value>Default 120.</value>
    [Range(1, 100_000)]
    public int MaxDownloadNotReady { get; init; } = 120;

    /// <summary>The wait before a failed step is tried again; doubled each time.</summary>
    /// <value>Default 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait between attempts of a step.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts of a step, the first one included. With the waits above, 8 of them span about three minutes.</summary>
    /// <value>Default 8.</value>
    [Range(1, 1000)]
    public int MaxNumberOfAttempts { get; init; } = 8;
}
