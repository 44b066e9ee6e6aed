using Ingestion.Core.Platforms.Fetch;

namespace Ingestion.Core.Sync;

/// <summary>
/// How far the fetch of a sync is: what a run hands to the next one through the orchestration's history. Small, and no secret.
/// </summary>
public sealed record SyncProgress
{
    /// <summary>The page that is fetched next.</summary>
    public FetchPosition Position { get; init; } = FetchPosition.Start;

    /// <summary>Runs so far.</summary>
    public int Runs { get; init; }

    /// <summary>What is staged, in the order of the file.</summary>
    public IReadOnlyList<SyncBlocks> Blocks { get; init; } = [];

    /// <summary>What the profile told about the account; null before it was fetched.</summary>
    public FetchSubject? Subject { get; init; }

    /// <summary>Groups of insights that are left out.</summary>
    public IReadOnlyList<GroupState> Groups { get; init; } = [];

    /// <summary>Notices paging that does not end.</summary>
    public CursorWatch Cursors { get; init; } = CursorWatch.None;

    /// <summary>What was fetched.</summary>
    public SyncCounts Counts { get; init; } = SyncCounts.None;

    /// <summary>What the calls came to.</summary>
    public FetchTally Tally { get; init; } = FetchTally.None;

    /// <summary>When the newest post was published; it becomes the watermark.</summary>
    public DateTimeOffset? NewestPostAt { get; init; }

    /// <summary>Tries of the present page that failed, one after the other.</summary>
    public int Failures { get; init; }
}
