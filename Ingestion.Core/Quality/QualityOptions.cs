using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Quality;

/// <summary>From where on a value counts as suspicious. Settings <c>Quality__*</c>; docs/quality.md lists the rules.</summary>
public sealed class QualityOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Quality";

    private const double MaxPercent = 1_000_000;

    /// <summary>Follower growth above this is a warning, in percent a day.</summary>
    /// <value>Default 100.</value>
    [Range(1d, MaxPercent)]
    public double MaxFollowerGrowthPercent { get; init; } = 100;

    /// <summary>A loss of followers above this is a warning, in percent a day.</summary>
    /// <value>Default 10.</value>
    [Range(0.1, 100d)]
    public double MaxFollowerLossPercent { get; init; } = 10;

    /// <summary>An engagement rate above this is an error, in percent.</summary>
    /// <value>Default 100.</value>
    [Range(0.1, MaxPercent)]
    public double MaxEngagementRate { get; init; } = 100;

    /// <summary>An engagement rate above this is a warning, in percent; at most <see cref="MaxEngagementRate"/>.</summary>
    /// <value>Default 20.</value>
    [Range(0.1, MaxPercent)]
    public double HighEngagementRate { get; init; } = 20;

    /// <summary>Fewer rows than this share of the median of the crawls before is a warning, in percent.</summary>
    /// <value>Default 50.</value>
    [Range(1d, 100d)]
    public double MinRowsPercent { get; init; } = 50;

    /// <summary>How many of the last crawls of the same page the median is taken of.</summary>
    /// <value>Default 5.</value>
    [Range(1, 100)]
    public int ComparedCrawls { get; init; } = 5;

    /// <summary>With fewer crawls than this, row counts are not compared; at most <see cref="ComparedCrawls"/>.</summary>
    /// <value>Default 3.</value>
    [Range(1, 100)]
    public int MinComparedCrawls { get; init; } = 3;

    /// <summary>
    /// The most findings that are written for one snapshot and rule; one more says how many there are beyond them.
    /// </summary>
    /// <value>Default 1,000.</value>
    [Range(1, 100_000)]
    public int MaxFindingsPerRule { get; init; } = 1000;
}
