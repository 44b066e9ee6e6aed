namespace Ingestion.Functions.Crawl;

/// <summary>`background_processing` of the answer to a trigger.</summary>
internal sealed record TriggeredProcessing(
    bool Enabled, string Status, int PollIntervalSeconds, int MaxPollingTimeMinutes, string Message);
