namespace Ingestion.Core.Normalize;

/// <summary>Which crawl's records become rows.</summary>
/// <param name="CrawlId">A crawl whose raw snapshot is stored.</param>
public sealed record NormalizeInput(Guid CrawlId);
