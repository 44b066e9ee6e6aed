namespace Ingestion.Core.Crawls;

/// <summary>Which crawls to list; null matches all.</summary>
public sealed record CrawlQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The rows of a page when nothing else is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Only crawls in this state.</summary>
    public CrawlState? State { get; init; }

    /// <summary>Only this platform, for example <c>facebook</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Only this dataset.</summary>
    public string? DatasetId { get; init; }

    /// <summary>Only this brand, exactly as ordered.</summary>
    public string? Brand { get; init; }

    /// <summary>Only this competitor, exactly as ordered.</summary>
    public string? Competitor { get; init; }

    /// <summary>Only this category, exactly as ordered.</summary>
    public string? Category { get; init; }

    /// <summary>Only crawls ordered at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only crawls ordered before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The tails of accounts' syncs as well. Default false: only what somebody ordered.</summary>
    public bool IncludesSyncs { get; init; }

    /// <summary>Rows of the page, 1 to <see cref="MaxLimit"/>. Default <see cref="DefaultLimit"/>.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The last crawl of the page before; null for the first page.</summary>
    public CrawlCursor? Cursor { get; init; }
}
