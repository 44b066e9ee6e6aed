using System.ComponentModel.DataAnnotations;

namespace Ingestion.Core.Metrics;

/// <summary>From where on a change of an account is told. Settings <c>Metrics__*</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Metrics";

    /// <summary>Followers gained or lost since the last day before on which they are known, in percent; more is significant.</summary>
    /// <value>Default 5.</value>
    [Range(0.01, 1_000_000d)]
    public double SignificantFollowerPercent { get; init; } = 5;

    /// <summary>The engagement rate's difference to the last day before on which it is known, in points; more is significant.</summary>
    /// <value>Default 2.</value>
    [Range(0.01, 1_000_000d)]
    public double SignificantEngagementPoints { get; init; } = 2;
}
