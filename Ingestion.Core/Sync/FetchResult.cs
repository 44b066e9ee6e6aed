namespace Ingestion.Core.Sync;

/// <summary>What to do after a run of the fetch.</summary>
public enum FetchStatus
{
    /// <summary>Everything is fetched, or a fault ended it: seal what there is.</summary>
    Fetched,

    /// <summary>The run's time is over: go on at once.</summary>
    GoOn,

    /// <summary>Go on at <see cref="FetchResult.Until"/>.</summary>
    Wait,

    /// <summary>The sync has ended already.</summary>
    Ended,

    /// <summary>The account is read as a public page: order a crawl of it.</summary>
    Order,
}

/// <summary>The outcome of <see cref="AccountFetch"/>.</summary>
/// <param name="Status">What to do.</param>
/// <param name="Progress">What the next run or the seal starts from.</param>
/// <param name="Until">When to go on (UTC); null unless waiting.</param>
/// <param name="Failure">Why not everything is fetched; null when everything is.</param>
/// <param name="IsSealed">The raw file is stored already, by an orchestration that is gone.</param>
public sealed record FetchResult(
    FetchStatus Status,
    SyncProgress Progress,
    DateTimeOffset? Until = null,
    SyncFailure? Failure = null,
    bool IsSealed = false)
{
    /// <summary>Whether there is something to seal and normalise.</summary>
    public bool HasRecords => Failure is not { IsWithdrawn: true } && (IsSealed || Progress.Counts.Records > 0);
}
