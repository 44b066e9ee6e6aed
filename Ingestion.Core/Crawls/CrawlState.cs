namespace Ingestion.Core.Crawls;

/// <summary>What is being done for a crawl. Wire form: <c>queued</c>, ..., <c>timed_out</c>, <c>cancelled</c>.</summary>
public enum CrawlState
{
    /// <summary>Waits for a free slot of its dataset.</summary>
    Queued,

    /// <summary>The paid call is being made, or its outcome is being found out.</summary>
    Triggering,

    /// <summary>The provider collects; a timer or its webhook wakes us.</summary>
    Polling,

    /// <summary>The snapshot is ready and goes to the raw zone.</summary>
    Downloading,

    /// <summary>The raw blob is stored; its records become rows.</summary>
    Normalizing,

    /// <summary>The rows are stored; the events go out.</summary>
    Publishing,

    /// <summary>Everything is stored and published.</summary>
    Completed,

    /// <summary>Ended with an error code.</summary>
    Failed,

    /// <summary>Ended because the provider took longer than the limits allow.</summary>
    TimedOut,

    /// <summary>Ended by a caller.</summary>
    Cancelled,
}
