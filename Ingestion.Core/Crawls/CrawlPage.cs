namespace Ingestion.Core.Crawls;

/// <summary>One page of crawls, newest first.</summary>
/// <param name="Crawls">At most <see cref="CrawlQuery.Limit"/> crawls.</param>
/// <param name="Next">Where the next page starts; null on the last one.</param>
public sealed record CrawlPage(IReadOnlyList<Crawl> Crawls, CrawlCursor? Next);
