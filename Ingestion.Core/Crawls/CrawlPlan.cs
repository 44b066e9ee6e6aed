namespace Ingestion.Core.Crawls;

/// <summary>
/// The numbers that shape an orchestration's history. They travel in its input, so that a change of settings cannot break the
/// replay of a crawl that is under way.
/// </summary>
public sealed record CrawlPlan
{
    /// <summary>The wait before the first poll. Default 2 seconds.</summary>
    public required TimeSpan FirstPollDelay { get; init; }

    /// <summary>The longest wait between polls. Default 30 seconds.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>The growth from one wait to the next. Default 1.5.</summary>
    public required double BackoffCoefficient { get; init; }

    /// <summary>Polls after which the crawl times out. Default 120.</summary>
    public required int MaxPolls { get; init; }

    /// <summary>Time after which the crawl times out: <see cref="MaxPolls"/> full intervals. Default 60 minutes.</summary>
    public required TimeSpan MaxPollingTime { get; init; }

    /// <summary>Polls after which the orchestration continues as new. Default 20.</summary>
    public required int PollsPerGeneration { get; init; }

    /// <summary>False: the orchestration ends after the trigger and POST download goes on. Default true.</summary>
    public required bool AutomaticPolling { get; init; }

    /// <summary>The wait while a ready snapshot is still being built. Default 5 seconds.</summary>
    public required TimeSpan DownloadNotReadyDelay { get; init; }

    /// <summary>Such waits after which the download times out. Default 120.</summary>
    public required int MaxDownloadNotReady { get; init; }

    /// <summary>The wait before a step's second attempt. Default 2 seconds, doubled each time.</summary>
    public required TimeSpan FirstRetryInterval { get; init; }

    /// <summary>The longest wait between attempts. Default 1 minute.</summary>
    public required TimeSpan MaxRetryInterval { get; init; }

    /// <summary>Attempts of a step, the first included. Default 8.</summary>
    public required int MaxNumberOfAttempts { get; init; }

    /// <summary>Copies the settings.</summary>
    /// <param name="options">Valid options.</param>
    public static CrawlPlan From(CrawlOptions options) => new()
    {
        FirstPollDelay = options.FirstPollDelay,
        PollInterval = options.PollInterval,
        BackoffCoefficient = options.BackoffCoefficient,
        MaxPolls = options.MaxPolls,
        MaxPollingTime = options.PollInterval * options.MaxPolls,
        PollsPerGeneration = options.PollsPerGeneration,
        AutomaticPolling = options.AutomaticPolling,
        DownloadNotReadyDelay = options.DownloadNotReadyDelay,
        MaxDownloadNotReady = options.MaxDownloadNotReady,
        FirstRetryInterval = options.FirstRetryInterval,
        MaxRetryInterval = options.MaxRetryInterval,
        MaxNumberOfAttempts = options.MaxNumberOfAttempts,
    };

    /// <summary>The wait after so many polls: it grows from <see cref="FirstPollDelay"/> to <see cref="PollInterval"/>.</summary>
    /// <param name="polls">Polls made so far, 0 before the first.</param>
    public TimeSpan DelayAfter(int polls)
    {
        double factor = Math.Pow(BackoffCoefficient, polls);
        return factor >= PollInterval / FirstPollDelay ? PollInterval : FirstPollDelay * factor;
    }
}
