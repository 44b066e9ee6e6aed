namespace Ingestion.Core.Publish;

/// <summary>Which crawl to announce.</summary>
/// <param name="CrawlId">A crawl whose raw blob is stored.</param>
public sealed record PublishInput(Guid CrawlId);
