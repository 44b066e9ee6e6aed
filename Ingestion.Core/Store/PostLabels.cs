namespace Ingestion.Core.Store;

/// <summary>
/// The labels that a crawl gives to posts. A post that gets none keeps those that another crawl gave it.
/// </summary>
/// <param name="Brand">For example <c>growplus-nutifood</c>.</param>
/// <param name="Competitor">For example <c>nutifood</c>.</param>
/// <param name="Category">For example <c>sua-bot-tre-em</c>.</param>
/// <param name="AuthorHandle">Only posts of this author get them; null when all of the crawl's posts do.</param>
internal sealed record PostLabels(string? Brand, string? Competitor, string? Category, string? AuthorHandle);
