namespace Ingestion.Core.Normalize;

/// <summary>What a platform counts on a post. Null means that it does not say; it is never 0 for that.</summary>
public sealed record PostCounts
{
    /// <summary>Nothing is known.</summary>
    public static readonly PostCounts None = new();

    /// <summary>Likes; where a platform has several reactions, all of them together.</summary>
    public long? Likes { get; init; }

    /// <summary>Comments or replies.</summary>
    public long? Comments { get; init; }

    /// <summary>Shares, reposts and quotes together.</summary>
    public long? Shares { get; init; }

    /// <summary>Views or plays.</summary>
    public long? Views { get; init; }

    /// <summary>Saves or bookmarks.</summary>
    public long? Saves { get; init; }

    /// <summary>People reached; only a platform's own API has it.</summary>
    public long? Reach { get; init; }

    /// <summary>Times shown; only a platform's own API has it.</summary>
    public long? Impressions { get; init; }

    /// <summary>Reactions by type, ordered by type; empty when the platform does not split them.</summary>
    public IReadOnlyList<ReactionCount> Reactions { get; init; } = [];
}

/// <summary>How often one reaction was given.</summary>
/// <param name="Type">Lower case: <c>like</c>, <c>love</c>, <c>haha</c>.</param>
/// <param name="Count">At least 0.</param>
public sealed record ReactionCount(string Type, long Count);
