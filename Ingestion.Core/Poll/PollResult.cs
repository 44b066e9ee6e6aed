using Ingestion.Core.Crawls;

namespace Ingestion.Core.Poll;

/// <summary>How far the provider is.</summary>
public enum PollStatus
{
    /// <summary>Not ready yet: poll again after the plan's delay.</summary>
    Pending,

    /// <summary>Ready: download. The crawl has given its slot back.</summary>
    Ready,

    /// <summary>The provider was not asked: poll again after <see cref="PollResult.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>The crawl has ended; <see cref="PollResult.Failure"/> says why and its event is committed.</summary>
    Failed,

    /// <summary>A caller wants the crawl to end.</summary>
    Cancelled,
}

/// <summary>The outcome of <see cref="PollService"/>.</summary>
public sealed record PollResult
{
    /// <summary>How far the provider is.</summary>
    public required PollStatus Status { get; init; }

    /// <summary>The wait, for <see cref="PollStatus.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many records there are, for <see cref="PollStatus.Ready"/>; null when the provider did not say.</summary>
    public long? Records { get; init; }

    /// <summary>The reason, for <see cref="PollStatus.Failed"/>.</summary>
    public Failure? Failure { get; init; }
}
