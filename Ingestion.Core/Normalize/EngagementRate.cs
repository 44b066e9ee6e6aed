namespace Ingestion.Core.Normalize;

/// <summary>How many of an author's followers reacted to a post, computed in this one way.</summary>
public static class EngagementRate
{
    private const int Decimals = 6;

    // Percent, times ten to the power of Decimals.
    private static readonly UInt128 Scale = 100_000_000;

    /// <summary>
    /// Likes, comments and shares, those that are known, in percent of the followers, rounded to six decimals. Null when neither
    /// likes nor comments are known, or the followers are unknown or 0.
    /// </summary>
    /// <param name="counts">What was counted on the post.</param>
    /// <param name="followers">The author's followers when it was read.</param>
    public static decimal? Of(PostCounts counts, long? followers)
    {
        if (followers is not > 0 || (counts.Likes is null && counts.Comments is null))
        {
            return null;
        }

        UInt128 sum = (UInt128)(counts.Likes ?? 0) + (UInt128)(counts.Comments ?? 0) + (UInt128)(counts.Shares ?? 0);
        UInt128 whole = ((sum * Scale) + ((UInt128)followers.Value / 2)) / (UInt128)followers.Value;
        return new decimal((int)(uint)whole, (int)(uint)(whole >> 32), (int)(uint)(whole >> 64), isNegative: false, Decimals);
    }
}
