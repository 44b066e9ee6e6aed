namespace Ingestion.Core.Crawls;

/// <summary>The moves of the crawl's state machine; ARCHITECTURE.md draws them.</summary>
public static class CrawlTransitions
{
    /// <summary>True when a crawl may go from one state to the other in one step.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it is to go.</param>
    public static bool Allows(CrawlState from, CrawlState to) => (from, to) switch
    {
        (CrawlState.Queued, CrawlState.Triggering) => true,
        (CrawlState.Triggering, CrawlState.Polling) => true,
        (CrawlState.Polling, CrawlState.Downloading) => true,
        (CrawlState.Downloading, CrawlState.Normalizing) => true,
        (CrawlState.Normalizing, CrawlState.Publishing) => true,
        (CrawlState.Publishing, CrawlState.Completed) => true,
        // Before the paid call there is nothing that could take too long.
        (CrawlState.Queued, CrawlState.TimedOut) => false,
        (_, CrawlState.Failed or CrawlState.TimedOut or CrawlState.Cancelled) => !from.IsTerminal(),
        // The snapshot was paid for: POST download takes it up again.
        (CrawlState.Failed or CrawlState.TimedOut, CrawlState.Polling) => true,
        // Its raw snapshot is stored: POST replay reads it again.
        (CrawlState.Completed or CrawlState.Failed, CrawlState.Normalizing) => true,
        _ => false,
    };

    internal static void Require(CrawlState from, CrawlState to, string operation)
    {
        if (!Allows(from, to))
        {
            throw new InvalidCrawlTransitionException(from, to, operation);
        }
    }

    /// <summary>The states from which the move is allowed, in wire form for a guarded update.</summary>
    internal static string[] SourcesOf(CrawlState to) =>
        [.. Enum.GetValues<CrawlState>().Where(from => Allows(from, to)).Select(from => from.ToWire())];
}
