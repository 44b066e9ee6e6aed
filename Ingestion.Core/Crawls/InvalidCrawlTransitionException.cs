namespace Ingestion.Core.Crawls;

/// <summary>A crawl was asked to make a move that its state machine does not have: a programming error, not a fault.</summary>
/// <param name="from">Where the crawl is.</param>
/// <param name="to">Where it was to go.</param>
/// <param name="operation">What asked for it, for example <c>trigger</c>.</param>
public sealed class InvalidCrawlTransitionException(CrawlState from, CrawlState to, string operation)
    : InvalidOperationException($"{operation}: a crawl cannot go from {from.ToWire()} to {to.ToWire()}.")
{
    /// <summary>Where the crawl is.</summary>
    public CrawlState From { get; } = from;

    /// <summary>Where it was to go.</summary>
    public CrawlState To { get; } = to;

    /// <summary>What asked for it.</summary>
    public string Operation { get; } = operation;
}
