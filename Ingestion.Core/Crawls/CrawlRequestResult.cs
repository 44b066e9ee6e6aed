namespace Ingestion.Core.Crawls;

/// <summary>What was found in a body.</summary>
/// <param name="Request">The order; null when there is any fault.</param>
/// <param name="IsDryRun">Whether nothing is to be stored, ordered or paid.</param>
/// <param name="Errors">Every fault: field name (or <c>body</c>) to the reasons. Empty when the order is valid.</param>
public sealed record CrawlRequestResult(
    CrawlRequest? Request, bool IsDryRun, IReadOnlyDictionary<string, string[]> Errors);
