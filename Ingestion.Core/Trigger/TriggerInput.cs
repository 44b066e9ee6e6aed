namespace Ingestion.Core.Trigger;

/// <summary>Which crawl to order at the provider.</summary>
/// <param name="CrawlId">An admitted crawl.</param>
public sealed record TriggerInput(Guid CrawlId);
