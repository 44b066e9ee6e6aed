using Ingestion.Core.Crawls;

namespace Ingestion.Core.Publish;

/// <summary>What became of the announcement.</summary>
public enum PublishStatus
{
    /// <summary>The crawl is completed and its event is committed.</summary>
    Published,

    /// <summary>The crawl has ended in another way; <see cref="PublishResult.Failure"/> says why.</summary>
    Failed,

    /// <summary>The crawl was cancelled before.</summary>
    Cancelled,
}

/// <summary>The outcome of <see cref="PublishService"/>.</summary>
/// <param name="Status">What became of the announcement.</param>
/// <param name="Failure">The reason, for <see cref="PublishStatus.Failed"/>.</param>
public sealed record PublishResult(PublishStatus Status, Failure? Failure = null);
