using Ingestion.Core.Crawls;
using Microsoft.Extensions.Logging;

namespace Ingestion.Core.Poll;

/// <summary>The times of polls.</summary>
/// <param name="plan">The growing waits.</param>
/// <param name="clock">Now.</param>
/// <param name="logger">The step's log.</param>
public sealed class PollSchedule(CrawlPlan plan, TimeProvider clock, ILogger<PollService> logger)
{
    /// <summary>
    /// A snapshot that was just ordered may not be known everywhere at the provider; it was paid for, so wait for it.
    /// </summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(15);

    internal ILogger Logger => logger;

    internal TimeSpan DelayAfter(int polls) => plan.DelayAfter(polls);

    internal bool IsYoung(Crawl crawl) => crawl.PollingAt is { } since && clock.GetUtcNow() - since < Youth;
}
