namespace Ingestion.Core.Quality;

/// <summary>The rules that look at one staged post, as SQL conditions: null counts as no.</summary>
internal static class PostRules
{
    internal const string IsIncomplete = "(published_at is null or url = '' or author_handle = '')";

    /// <summary>The least of what is known; null only when nothing is.</summary>
    internal const string IsNegative = "(least(likes, comments, shares, views, saves, reach, impressions) < 0)";

    internal const string IsOverLimit = "(engagement_rate > @maxEngagementRate::float8::numeric)";

    internal const string IsHigh =
        "(engagement_rate > @highEngagementRate::float8::numeric and engagement_rate <= @maxEngagementRate::float8::numeric)";

    internal const string IsSuspect =
        $"({IsIncomplete} or {IsNegative} or engagement_rate > @highEngagementRate::float8::numeric)";
}
