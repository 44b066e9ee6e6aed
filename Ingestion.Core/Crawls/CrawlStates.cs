namespace Ingestion.Core.Crawls;

/// <summary>Facts about each <see cref="CrawlState"/>, and its wire form.</summary>
public static class CrawlStates
{
    /// <summary>The states a crawl can still leave by itself.</summary>
    internal static readonly IReadOnlyList<CrawlState> Active =
    [
        CrawlState.Queued, CrawlState.Triggering, CrawlState.Polling, CrawlState.Downloading, CrawlState.Normalizing,
        CrawlState.Publishing,
    ];

    /// <summary>True for <c>completed</c>, <c>failed</c>, <c>timed_out</c> and <c>cancelled</c>.</summary>
    /// <param name="state">Any state.</param>
    public static bool IsTerminal(this CrawlState state) =>
        state is CrawlState.Completed or CrawlState.Failed or CrawlState.TimedOut or CrawlState.Cancelled;

    /// <summary>The state as routes, events and the database write it: <c>queued</c>, <c>timed_out</c>, ...</summary>
    /// <param name="state">Any state.</param>
    public static string ToWire(this CrawlState state) => state switch
    {
        CrawlState.Queued => "queued",
        CrawlState.Triggering => "triggering",
        CrawlState.Polling => "polling",
        CrawlState.Downloading => "downloading",
        CrawlState.Normalizing => "normalizing",
        CrawlState.Publishing => "publishing",
        CrawlState.Completed => "completed",
        CrawlState.Failed => "failed",
        CrawlState.TimedOut => "timed_out",
        CrawlState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a crawl state."),
    };

    /// <summary>The seed's coarse word: <c>queued</c>, <c>processing</c>, or the name of the end.</summary>
    /// <param name="state">The state.</param>
    public static string ToStatus(this CrawlState state) =>
        state is CrawlState.Queued || state.IsTerminal() ? state.ToWire() : "processing";

    /// <summary>Reads the wire form back.</summary>
    /// <param name="text">For example <c>timed_out</c>; case matters.</param>
    /// <param name="state">The state, when the result is true.</param>
    public static bool TryParse(string? text, out CrawlState state)
    {
        foreach (CrawlState candidate in Enum.GetValues<CrawlState>())
        {
            if (string.Equals(candidate.ToWire(), text, StringComparison.Ordinal))
            {
                state = candidate;
                return true;
            }
        }

        state = default;
        return false;
    }

    internal static CrawlState Parse(string text) =>
        TryParse(text, out CrawlState state) ? state : throw new FormatException($"'{text}' is not a crawl state.");
}
