namespace Ingestion.Core.Platforms.Fetch;

/// <summary>What one step of a connector gave.</summary>
internal sealed record FetchedPage
{
    /// <summary>The items of the page, in the order of the platform.</summary>
    public IReadOnlyList<FetchedRecord> Records { get; init; } = [];

    /// <summary>Where to go on; null when everything is fetched.</summary>
    public FetchPosition? Next { get; init; }

    /// <summary>What is known of the account from now on; null leaves it as it was.</summary>
    public FetchSubject? Subject { get; init; }

    /// <summary>When the newest post of the page was published; null without one.</summary>
    public DateTimeOffset? NewestPostAt { get; init; }

    /// <summary>Why there is no page.</summary>
    public FetchFault? Fault { get; init; }

    /// <summary>The page could not be had.</summary>
    internal static FetchedPage Stopped(FetchFault fault) => new() { Fault = fault };
}
