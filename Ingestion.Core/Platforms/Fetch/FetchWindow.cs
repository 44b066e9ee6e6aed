namespace Ingestion.Core.Platforms.Fetch;

/// <summary>The posts that a sync wants.</summary>
/// <param name="Since">Published at this time or later; null wants all.</param>
/// <param name="Until">When the sync began; insights by day end with this day.</param>
public sealed record FetchWindow(DateTimeOffset? Since, DateTimeOffset Until)
{
    /// <summary>Whether a post is wanted; one without a time is.</summary>
    /// <param name="publishedAt">When it was published.</param>
    public bool Holds(DateTimeOffset? publishedAt) => publishedAt is not { } at || Since is not { } since || at >= since;
}
