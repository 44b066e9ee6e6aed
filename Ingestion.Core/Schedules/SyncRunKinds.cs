namespace Ingestion.Core.Schedules;

/// <summary>The two kinds of runs; of each there is at most one at a time.</summary>
internal static class SyncRunKinds
{
    /// <summary>The accounts with the schedule <c>daily</c>.</summary>
    internal const string Daily = "daily";

    /// <summary>The accounts with a schedule of their own, failed syncs that are tried again, and dead letters that are replayed.</summary>
    internal const string Due = "due";
}
