namespace Ingestion.Core.Metrics;

/// <summary>The `data` of <c>metrics-significant-change</c>, in wire order. Names become snake_case; docs/events has the meanings.</summary>
internal sealed record SignificantChange(
    Guid AccountId,
    string Owner,
    string Platform,
    string ExternalId,
    string Handle,
    Guid? CreatorId,
    DateOnly MetricDate,
    long? Followers,
    long? FollowersBefore,
    decimal? FollowerGrowthRate,
    DateOnly? FollowersComparedWith,
    decimal? EngagementRate,
    decimal? EngagementRateBefore,
    decimal? EngagementChange,
    DateOnly? EngagementComparedWith);
