namespace Ingestion.Core.Sync;

/// <summary>What a sync has fetched.</summary>
/// <param name="Profiles">Records about the account.</param>
/// <param name="Posts">Records of posts.</param>
public sealed record SyncCounts(int Profiles, int Posts)
{
    /// <summary>Nothing yet.</summary>
    public static SyncCounts None { get; } = new(0, 0);

    /// <summary>All records.</summary>
    public int Records => Profiles + Posts;
}
