using Ingestion.Core.Crawls;

namespace Ingestion.Core.Normalize;

/// <summary>What became of the normalisation.</summary>
public enum NormalizeStatus
{
    /// <summary>The rows are committed, with the crawl's counts and its event: publish.</summary>
    Normalized,

    /// <summary>The crawl has ended; <see cref="NormalizeResult.Failure"/> says why and its event is committed.</summary>
    Failed,

    /// <summary>A caller wants the crawl to end.</summary>
    Cancelled,
}

/// <summary>The outcome of <see cref="NormalizeService"/>.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Failure">The reason, for <see cref="NormalizeStatus.Failed"/>.</param>
public sealed record NormalizeResult(NormalizeStatus Status, Failure? Failure = null);
