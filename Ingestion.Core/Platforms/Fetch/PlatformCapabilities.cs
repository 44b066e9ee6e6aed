namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What a connector can fetch, and what decides about when and how much.</summary>
internal sealed record PlatformCapabilities
{
    /// <summary>Posts, videos, tracks or albums.</summary>
    public required bool HasPosts { get; init; }

    /// <summary>
    /// The names of the groups of insights. Each is asked for by itself: one that is retired or forbidden is a state of the sync, and
    /// the rest goes on.
    /// </summary>
    public IReadOnlyList<string> InsightGroups { get; init; } = [];

    /// <summary>
    /// How long before the newest post that is known a sync begins: the counts of younger posts still change, and posts may turn up
    /// late. Null: the platform is read whole each time.
    /// </summary>
    public required TimeSpan? Overlap { get; init; }

    /// <summary>How far back the platform gives insights; later is nothing to be had. Null: none, or no limit.</summary>
    public TimeSpan? InsightLookBack { get; init; }

    /// <summary>The most items of a page.</summary>
    public required int PageSize { get; init; }
}
