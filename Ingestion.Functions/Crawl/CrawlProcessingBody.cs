using Ingestion.Core.Crawls;

namespace Ingestion.Functions.Crawl;

/// <summary>`background_processing` of a status.</summary>
internal sealed class CrawlProcessingBody(CrawlStatusView view)
{
    public bool Enabled => view.Plan.AutomaticPolling;

    public bool Active => view.IsActive;

    public string Status => view.Crawl.State.ToWire();

    public int PollIntervalSeconds => (int)view.Plan.PollInterval.TotalSeconds;

    public int MaxPollingTimeMinutes => (int)view.Plan.MaxPollingTime.TotalMinutes;

    /// <summary>When it was done, else an estimate from past crawls; null when there are none.</summary>
    public DateTimeOffset? EstimatedCompletion => view.Crawl.FinishedAt ?? view.EstimatedCompletion;

    public double ElapsedMinutes => Math.Round(view.Elapsed.TotalMinutes, 1);

    public int Attempt => view.Crawl.Attempt;

    public int Polls => view.Crawl.Polls;

    public DateTimeOffset? NextPollAt => view.Crawl.State is CrawlState.Polling ? view.Crawl.NextPollAt : null;

    public string? ProviderStatus => view.Crawl.ProviderStatus;
}
