using Ingestion.Core.Crawls;
using Ingestion.Core.Schedules;

namespace Ingestion.Functions.Schedules;

/// <summary>What a run starts from, and goes on from.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Plan">The retries of its activity.</param>
/// <param name="LookInterval">Time between two looks while something moves.</param>
/// <param name="MaxLookInterval">The longest time between two looks.</param>
/// <param name="Pause">The time before the next look.</param>
/// <param name="Moves">What <see cref="SyncRunProgress.Moves"/> was at the last look.</param>
public sealed record SyncRunCheckpoint(
    Guid RunId, CrawlPlan Plan, TimeSpan LookInterval, TimeSpan MaxLookInterval, TimeSpan Pause, int Moves = 0)
{
    /// <summary>After a look: the pause doubles while nothing moves.</summary>
    public SyncRunCheckpoint After(SyncRunProgress progress)
    {
        TimeSpan longer = Pause * 2 < MaxLookInterval ? Pause * 2 : MaxLookInterval;
        return this with { Pause = progress.Moves == Moves ? longer : LookInterval, Moves = progress.Moves };
    }
}
