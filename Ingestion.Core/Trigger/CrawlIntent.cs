namespace Ingestion.Core.Trigger;

/// <summary>That a crawl is to be paid for, and what is known about the call: a row of <c>crawl_intents</c>.</summary>
/// <param name="CrawlId">The crawl; there is one intent for each.</param>
/// <param name="Reference">Travels in every call of the crawl, so that a snapshot is found again by it.</param>
/// <param name="CalledAgo">How long ago, by the database's clock, the last call was about to be sent; null without one.</param>
/// <param name="Calls">How many were about to be sent.</param>
/// <param name="Unanswered">How many of those before the last one were never answered.</param>
/// <param name="Outcome">What the last one was answered; null when that is unknown.</param>
/// <param name="SnapshotId">What the provider made of it, also when the crawl had ended by then.</param>
public sealed record CrawlIntent(
    Guid CrawlId, Guid Reference, TimeSpan? CalledAgo, int Calls, int Unanswered, string? Outcome, string? SnapshotId)
{
    /// <summary>The provider did not start anything.</summary>
    internal const string NotCalled = "not_called";

    /// <summary>The provider refused the order.</summary>
    internal const string Rejected = "rejected";

    /// <summary>True when a call was about to be sent and nobody knows what became of it.</summary>
    internal bool IsOutcomeUnknown => CalledAgo is not null && Outcome is null;
}
