namespace Ingestion.Core.Crawls;

/// <summary>How a crawl ends without a result.</summary>
internal sealed record CrawlEnd
{
    /// <summary>Failed, timed out or cancelled.</summary>
    internal required CrawlState State { get; init; }

    internal required string Stage { get; init; }

    internal required Failure Failure { get; init; }

    internal required DateTimeOffset At { get; init; }

    /// <summary>Set when the move is right from this state only.</summary>
    internal CrawlState? OnlyFrom { get; init; }

    internal int Polls { get; init; }

    internal string? ProviderStatus { get; init; }

    /// <summary>What became of the paid call, when that is known now.</summary>
    internal string? IntentOutcome { get; init; }
}
