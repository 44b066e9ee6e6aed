namespace Ingestion.Core.Read;

/// <summary>The order of a list.</summary>
/// <param name="Sort">A name of <see cref="Listing.SortNames"/>.</param>
/// <param name="IsDescending">Largest or newest first. Rows without a value come last either way.</param>
public sealed record ListOrder(string Sort, bool IsDescending);
