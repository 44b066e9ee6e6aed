using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Crawls;

/// <summary>The optional cap on what a brand may spend. Settings <c>Budget__*</c>.</summary>
public sealed class BudgetOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Budget";

    /// <summary>
    /// The most records that may be delivered for one brand in a calendar month (UTC). Posts asked for by the brand's active
    /// crawls count as if they were delivered already.
    /// </summary>
    /// <value>Default none: no cap.</value>
    [Range(1L, long.MaxValue)]
    public long? MonthlyRecordsPerBrand { get; init; }

    /// <summary>What an active crawl without num_of_posts counts as: one that was ordered before there was a default.</summary>
    /// <value>Default 1,000.</value>
    [Range(0, int.MaxValue)]
    public int AssumedRecordsPerCrawl { get; init; } = 1000;
}
