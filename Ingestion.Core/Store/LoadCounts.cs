namespace Ingestion.Core.Store;

/// <summary>What became of the records of a snapshot. They add up to the records received, with those of erased people.</summary>
/// <param name="Stored">Keys that were not there before.</param>
/// <param name="Updated">Keys whose content or counts are newer now.</param>
/// <param name="Unchanged">Nothing new: equal to the row, older than it, or a duplicate inside the snapshot.</param>
/// <param name="Quarantined">In <c>dead_letters</c>.</param>
/// <param name="ProviderErrors">Records that only report an error or a warning.</param>
internal sealed record LoadCounts(long Stored, long Updated, long Unchanged, long Quarantined, long ProviderErrors)
{
    /// <summary>All records.</summary>
    public long Received => Stored + Updated + Unchanged + Quarantined + ProviderErrors + Erased;

    /// <summary>Records of people who are erased: left out.</summary>
    public long Erased { get; init; }
}
