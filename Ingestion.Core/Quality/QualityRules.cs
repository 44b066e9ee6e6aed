using System.Globalization;

namespace Ingestion.Core.Quality;

/// <summary>The rules of seed 004. docs/quality.md has a table of them that a test compares with this list.</summary>
internal static class QualityRules
{
    internal static readonly QualityRule RequiredField = new(
        "required_field",
        "error",
        0.5m,
        seen => $"{seen.Field} is missing",
        "Look at the raw record: the page may be private, or the dataset may have changed");

    internal static readonly QualityRule NegativeCount = new(
        "negative_count",
        "error",
        0.3m,
        seen => $"{seen.Field} is negative: {seen.Value}",
        "Look at the raw record; the count is left out of the daily metrics");

    internal static readonly QualityRule EngagementOverLimit = new(
        "engagement_over_limit",
        "error",
        0.3m,
        seen => $"The engagement rate of {seen.Value} % is above what is possible",
        "Check the author's followers: they may belong to another profile or be cut");

    internal static readonly QualityRule EngagementHigh = new(
        "engagement_high",
        "warning",
        0.1m,
        seen => $"The engagement rate of {seen.Value} % is very high",
        "Check whether the post went viral, was promoted, or has bought reactions");

    internal static readonly QualityRule FollowerGrowth = new(
        "follower_growth",
        "warning",
        0.1m,
        seen => $"Followers grew by {seen.Value} % a day, from {seen.Before} {Since(seen)}",
        "Verify that the profile is the same and that the source is accurate");

    internal static readonly QualityRule FollowerLoss = new(
        "follower_loss",
        "warning",
        0.1m,
        seen => $"Followers changed by {seen.Value} % a day, from {seen.Before} {Since(seen)}",
        "Check for account issues or data collection errors");

    internal static readonly QualityRule RowCountDrop = new(
        "row_count_drop",
        "warning",
        0.1m,
        seen => $"{seen.Value} rows; the crawls of this page before had {seen.Before} (median)",
        "Check whether the page lost content or the provider stopped early; crawl it again if in doubt");

    /// <summary>All of them.</summary>
    internal static readonly IReadOnlyList<QualityRule> All =
        [RequiredField, NegativeCount, EngagementOverLimit, EngagementHigh, FollowerGrowth, FollowerLoss, RowCountDrop];

    internal static QualityRule Named(string name) => All.First(rule => rule.Name == name);

    private static string Since(Observation seen) =>
        string.Create(CultureInfo.InvariantCulture, $"{seen.Days:0.#} days earlier");
}
