namespace Ingestion.Core.Normalize;

/// <summary>
/// Some consecutive records of a snapshot, sorted by what became of them. Valid until the next one is asked for: the lists are
/// used again.
/// </summary>
internal sealed class RecordBatch
{
    private readonly HashSet<(string Handle, DateTimeOffset ObservedAt)> seen = [];
    private (string Handle, DateTimeOffset ObservedAt) last = ("", default);

    /// <summary>The posts of a dataset of posts.</summary>
    public List<CanonicalPost> Posts { get; } = [];

    /// <summary>The profiles of a dataset of profiles.</summary>
    public List<CanonicalProfile> Profiles { get; } = [];

    /// <summary>
    /// Profiles that were seen beside posts: the author as their records describe it, at most once per author and
    /// <see cref="CanonicalProfile.ObservedAt"/>. They are no records of their own and count nowhere.
    /// </summary>
    public List<CanonicalProfile> Authors { get; } = [];

    /// <summary>Records for <c>dead_letters</c>.</summary>
    public List<RejectedRecord> Rejected { get; } = [];

    /// <summary>Records that only report an error or a warning.</summary>
    public List<ProviderErrorRecord> ProviderErrors { get; } = [];

    /// <summary>How many records it holds.</summary>
    public int Records => Posts.Count + Profiles.Count + Rejected.Count + ProviderErrors.Count;

    /// <summary>True the first time that the batch meets this author at this time.</summary>
    public bool IsFirst(string handle, DateTimeOffset observedAt)
    {
        if (ReferenceEquals(handle, last.Handle) && observedAt == last.ObservedAt)
        {
            return false;
        }

        last = (handle, observedAt);
        return seen.Add(last);
    }

    public void Clear()
    {
        seen.Clear();
        last = ("", default);
        Posts.Clear();
        Profiles.Clear();
        Authors.Clear();
        Rejected.Clear();
        ProviderErrors.Clear();
    }
}
