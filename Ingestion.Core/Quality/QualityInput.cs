using Ingestion.Core.Store;

namespace Ingestion.Core.Quality;

/// <summary>What the checks need to know of a snapshot beside its staged rows.</summary>
/// <param name="Load">The snapshot, its crawl and platform, and when it is stored.</param>
/// <param name="Counts">What became of its records.</param>
/// <param name="EmptyWindows">Those of the provider errors that say that there are no posts in the period or profile.</param>
/// <param name="DownloadedAt">When it was downloaded (UTC): the time of findings about the snapshot as a whole.</param>
internal sealed record QualityInput(LoadInput Load, LoadCounts Counts, long EmptyWindows, DateTimeOffset DownloadedAt)
{
    /// <summary>Posts or profiles that could be used.</summary>
    public long Rows => Counts.Stored + Counts.Updated + Counts.Unchanged;
}
