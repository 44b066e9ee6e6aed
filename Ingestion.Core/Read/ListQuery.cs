using Ingestion.Core.Search;

namespace Ingestion.Core.Read;

/// <summary>What to read of a list.</summary>
public sealed record ListQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The rows of a page when nothing else is said.</summary>
    public const int DefaultLimit = 100;

    /// <summary>The most rows of an export: a list that is longer than a page.</summary>
    public const int MaxExport = 1_000_000;

    /// <summary>The list.</summary>
    public required Listing Listing { get; init; }

    /// <summary>The fields of each row, in their order.</summary>
    public required IReadOnlyList<ReadField> Fields { get; init; }

    /// <summary>Values by the name of their filter; a time is in UTC, the words of posts are a <see cref="WordQuery"/>.</summary>
    public required IReadOnlyDictionary<string, object> Filters { get; init; }

    /// <summary>The order.</summary>
    public required ListOrder Order { get; init; }

    /// <summary>The most rows, 1 to <see cref="MaxExport"/>. Default <see cref="DefaultLimit"/>.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Where to go on; null starts at the beginning.</summary>
    public PageCursor? Cursor { get; init; }

    /// <summary>More than a page is asked for.</summary>
    public bool IsExport => Limit > MaxLimit;

    /// <summary>Everything of a list with these filters in its default order.</summary>
    /// <param name="listing">The list.</param>
    /// <param name="filters">Values by the name of their filter.</param>
    /// <param name="limit">The most rows.</param>
    public static ListQuery Of(Listing listing, IReadOnlyDictionary<string, object> filters, int limit)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return new ListQuery
        {
            Listing = listing,
            Fields = listing.DefaultFields,
            Filters = filters,
            Order = new ListOrder(listing.SortNames.First(), IsDescending: true),
            Limit = limit,
        };
    }
}
